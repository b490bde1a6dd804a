"""Names of columns that mean the same in the exports of other programs, each group led by the usual field name."""

from app.crm.intake.names import folded

_GROUPS = """
name: full name, contact name, lead name, customer name, person, vollständiger name, nom complet, nombre completo
first_name: given name, forename, firstname, fname, vorname, prénom, nombre, nome
last_name: surname, family name, lastname, lname, nachname, familienname, nom de famille, apellido, sobrenome
email: e mail, email address, mail, e mail address, work email, business email, correo, courriel
phone: telephone, phone number, tel, mobile, cell, mobile phone, telefon, teléfono, téléphone, telefone
company: account, account name, organisation, organization, firm, employer, company name, customer, client, firma
role: job title, title, position, function, job, jobtitle, stelle, puesto, poste, cargo
website: url, web site, homepage, web, domain
source: lead source, origin, channel, source of lead, referrer, quelle
owner: sales agent, agent, sales rep, salesperson, rep, assigned to, account owner, responsible, account executive
stage: deal stage, status, pipeline stage, sales stage, opportunity stage, phase
amount: close value, value, deal value, opportunity amount, deal amount, total, betrag, importe, montant, valor
closed_at: close date, closed, closed on, date closed, closing date, won date
expected_on: expected close date, expected close, forecast date, estimated close date
engaged_on: engage date, engagement date, opened, open date, start date
external_ref: id, opportunity id, record id, rec id, external id, reference, ref, customer id, lead id, account id, key
sector: industry, branch, vertical, branche, secteur, industria
revenue: annual revenue, turnover, umsatz, yearly revenue, chiffre d affaires
employees: number of employees, staff, headcount, no of employees, employee count, size, mitarbeiter
founded: year established, established, founded in, founding year, year founded
country: office location, nation, location country, land, pays, país
city: town, suburb, locality, ort, stadt, ville, ciudad, cidade
region: state, province, county, bundesland, state province
postcode: zip, zip code, postal code, plz, code postal, código postal
street: address, street address, address 1, address line 1, straße, adresse, rue, calle, endereço
birthday: date of birth, dob, birth date, geburtsdatum, fecha de nacimiento
parent: subsidiary of, parent company, parent account, belongs to
product: product name, item, article, sku name, produkt, producto, produit, produto
price: sales price, list price, unit price, preis, precio, prix, preço
series: family, product line, product family, category, group
manager: supervisor, team lead, boss, reports to
territory: regional office, sales region, office, area, gebiet
message: notes, note, comment, comments, description, remarks, inquiry, enquiry, nachricht, mensaje
budget: budget amount, planned budget, max budget
interest: interested in, product interest, subject
consent: opt in, marketing consent, newsletter, subscribed, gdpr consent
currency: currency code, iso currency, währung, moneda, devise
tags: labels, keywords, tag
language: locale, preferred language, sprache, idioma, langue
created_at: created, created on, date created, creation date, date added
"""

_LED = [line.split(":") for line in _GROUPS.strip().splitlines()]
_MEANT = {folded(lead): frozenset(folded(name) for name in rest.split(",")) for lead, rest in _LED}


def led_by(name: str) -> frozenset[str]:
    """Return the folded names that usually mean the field of this folded name."""
    return _MEANT.get(name, frozenset())
