"""Which zone a name of it stands for in a text that java.time reads: `z` takes short names, `zzzz` long ones."""

_SHORT = """
America/New_York EST EDT|America/Chicago CST CDT|America/Denver MST MDT|America/Los_Angeles PST PDT
America/Juneau AKST AKDT|Pacific/Honolulu HST HDT HAST HADT|America/Halifax AST ADT|America/St_Johns NST NDT
Europe/Paris CET CEST MET MEST|Europe/Bucharest EET EEST|Atlantic/Canary WET WEST|Europe/Moscow MSK MSD
Africa/Abidjan IST GHST|Pacific/Bougainville BST|Europe/Istanbul TRT TRST|Europe/Samara SAMT SAMST
Asia/Tokyo JST JDT|Asia/Seoul KST KDT|Asia/Hong_Kong HKT HKST|Asia/Singapore SGT SGST|Asia/Kolkata IDT
Asia/Karachi PKT PKST|Asia/Bangkok ICT ICST|Asia/Jakarta WIB WIST|Asia/Kuching MYT BNT|Asia/Tehran IRST IRDT
Asia/Tashkent UZT UZST|Asia/Yekaterinburg YEKT YEKST|Asia/Novosibirsk NOVT NOVST|Asia/Dhaka BDT BDST
Asia/Kathmandu NPT NPST|Asia/Vladivostok VLAT VLAST|Asia/Kabul AFT AFST|Asia/Baku AZT AZST|Asia/Tbilisi GET GEST
Australia/Sydney AEST AEDT|Australia/Adelaide ACDT|Australia/Perth AWST AWDT|Pacific/Auckland NZST NZDT
Pacific/Pago_Pago SST|Pacific/Fiji FJT FJST|Pacific/Guam ChST ChDT|America/Rio_Branco ACST ACT
Africa/Johannesburg SAST|Africa/Nairobi EAT|Africa/Maputo CAT CAST|Africa/Lagos WAT WAST|Atlantic/Azores AZOT AZOST
America/Sao_Paulo BRT BRST|America/Argentina/Buenos_Aires ART ARST|America/Bogota COT COST|America/Lima PET PEST
America/Caracas VET VEST|America/Montevideo UYT UYST|America/Manaus AMT AMST|America/La_Paz BOT BOST
America/Asuncion PYT PYST|America/Guayaquil ECT ECST|Atlantic/South_Georgia GST|Atlantic/Cape_Verde CVT CVST
"""
_LONG = """
America/New_York Eastern Standard Time,Eastern Daylight Time
America/Chicago Central Standard Time,Central Daylight Time
America/Denver Mountain Standard Time,Mountain Daylight Time
America/Los_Angeles Pacific Standard Time,Pacific Daylight Time
America/Juneau Alaska Standard Time,Alaska Daylight Time
America/Halifax Atlantic Standard Time,Atlantic Daylight Time
Pacific/Honolulu Hawaii-Aleutian Standard Time,Hawaii-Aleutian Daylight Time
Europe/Paris Central European Standard Time,Central European Summer Time,Central European Time
Europe/Bucharest Eastern European Standard Time,Eastern European Summer Time,Eastern European Time
Atlantic/Canary Western European Standard Time,Western European Summer Time,Western European Time
Europe/Moscow Moscow Standard Time,Moscow Summer Time
Africa/Abidjan Greenwich Mean Time,British Summer Time,Irish Standard Time
Etc/UTC Coordinated Universal Time
Asia/Tokyo Japan Standard Time,Japan Daylight Time
Asia/Seoul Korean Standard Time,Korean Daylight Time
Asia/Kolkata India Standard Time,India Daylight Time
Asia/Shanghai China Standard Time,China Daylight Time
Asia/Hong_Kong Hong Kong Standard Time,Hong Kong Summer Time
Asia/Singapore Singapore Standard Time,Singapore Summer Time
Asia/Jerusalem Israel Standard Time,Israel Daylight Time
Asia/Dubai Gulf Standard Time,Gulf Daylight Time
Asia/Riyadh Arabian Standard Time,Arabian Daylight Time
Australia/Sydney Australian Eastern Standard Time,Australian Eastern Daylight Time
Australia/Adelaide Australian Central Standard Time,Australian Central Daylight Time
Australia/Perth Australian Western Standard Time,Australian Western Daylight Time
Pacific/Auckland New Zealand Standard Time,New Zealand Daylight Time
Africa/Johannesburg South Africa Standard Time,South Africa Summer Time
America/Sao_Paulo Brasilia Standard Time,Brasilia Summer Time
America/Argentina/Buenos_Aires Argentina Standard Time,Argentina Summer Time
"""
SHORT: dict[str, str] = {}
LONG: dict[str, str] = {}
for _group in _SHORT.strip().replace("\n", "|").split("|"):
    _zone, *_names = _group.split(" ")
    SHORT.update(dict.fromkeys(_names, _zone))
for _line in _LONG.strip().split("\n"):
    _zone, _, _listed = _line.partition(" ")
    LONG.update(dict.fromkeys(_listed.split(","), _zone))
_LONGEST_FIRST = sorted(LONG, key=len, reverse=True)


def named_zone(source: str, at: int, full: bool) -> tuple[str, int] | None:
    """The identifier of the zone whose name stands at a place, and where the name ends; None for no such name."""
    if full:
        found = next((name for name in _LONGEST_FIRST if source.startswith(name, at)), None)
        return None if found is None else (LONG[found], at + len(found))
    end = at
    while end < len(source) and source[end].isalpha():
        end += 1
    zone = SHORT.get(source[at:end])
    return None if zone is None or source[end : end + 1] in ("/", "_") else (zone, end)
