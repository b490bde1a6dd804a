import { useContext, useEffect } from "react";
import { ColorModeContext } from "$/utils/context";

// Light or dark as kept with the account reaches every browser of the person.
export function ThemeKeeper({ theme }) {
  const { rawColorMode, setColorMode } = useContext(ColorModeContext);
  useEffect(() => {
    if (theme && theme !== "system" && theme !== rawColorMode) setColorMode(theme);
  }, [theme]);
  return null;
}
