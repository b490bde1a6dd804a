"""Writing by language models: providers, prompts, what they made, and what it cost."""
