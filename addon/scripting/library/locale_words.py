"""Names of months, days, halves of a day and eras in other languages, as Java 17 takes them from CLDR."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The names of one language, each list joined by bars; `alone`: where no day stands beside a month, if other."""

    months: str
    short_months: str
    days: str
    short_days: str
    halves: str = "AM|PM"
    eras: str = "BC|AD"
    months_alone: str = ""
    short_months_alone: str = ""
    days_alone: str = ""
    short_days_alone: str = ""
    time_eras: str = ""
    """The eras as java.time writes them, if it does otherwise."""


WORDS: dict[str, Words] = {
    "": Words(
        months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        short_months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        eras="BCE|CE",
        time_eras="BC|AD",
    ),
    "de": Words(
        months="Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        short_months="Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez.",
        days="Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag",
        short_days="Mo.|Di.|Mi.|Do.|Fr.|Sa.|So.",
        eras="v. Chr.|n. Chr.",
        short_months_alone="Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
        short_days_alone="Mo|Di|Mi|Do|Fr|Sa|So",
    ),
    "de_AT": Words(
        months="Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        short_months="Jän.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sep.|Okt.|Nov.|Dez.",
        days="Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag",
        short_days="Mo.|Di.|Mi.|Do.|Fr.|Sa.|So.",
        eras="v. Chr.|n. Chr.",
        short_months_alone="Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
        short_days_alone="Mo|Di|Mi|Do|Fr|Sa|So",
    ),
    "fr": Words(
        months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        short_months="janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
        days="lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        short_days="lun.|mar.|mer.|jeu.|ven.|sam.|dim.",
        eras="av. J.-C.|ap. J.-C.",
        time_eras="BC|ap. J.-C.",
    ),
    "fr_CA": Words(
        months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        short_months="janv.|févr.|mars|avr.|mai|juin|juill.|août|sept.|oct.|nov.|déc.",
        days="lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        short_days="lun.|mar.|mer.|jeu.|ven.|sam.|dim.",
        halves="a.m.|p.m.",
        eras="av. J.-C.|ap. J.-C.",
        time_eras="BC|ap. J.-C.",
    ),
    "es": Words(
        months=("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"),
        short_months="ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic",
        days="lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        short_days="lun|mar|mié|jue|vie|sáb|dom",
        halves="a. m.|p. m.",
        eras="a. C.|d. C.",
        time_eras="antes de Cristo|anno Dómini",
    ),
    "es_MX": Words(
        months=("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"),
        short_months="ene.|feb.|mar.|abr.|may.|jun.|jul.|ago.|sep.|oct.|nov.|dic.",
        days="lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        short_days="lun|mar|mié|jue|vie|sáb|dom",
        halves="a. m.|p. m.",
        eras="a. C.|d. C.",
        short_days_alone="lun.|mar.|mié.|jue.|vie.|sáb.|dom.",
        time_eras="antes de Cristo|anno Dómini",
    ),
    "it": Words(
        months=("gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"),
        short_months="gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
        days="lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
        short_days="lun|mar|mer|gio|ven|sab|dom",
        eras="a.C.|d.C.",
        time_eras="BC|dopo Cristo",
    ),
    "nl": Words(
        months=("januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"),
        short_months="jan.|feb.|mrt.|apr.|mei|jun.|jul.|aug.|sep.|okt.|nov.|dec.",
        days="maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
        short_days="ma|di|wo|do|vr|za|zo",
        halves="a.m.|p.m.",
        eras="v.Chr.|n.Chr.",
        time_eras="v. Chr.|n. Chr.",
    ),
    "pt": Words(
        months=("janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"),
        short_months="jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
        days="segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
        short_days="seg.|ter.|qua.|qui.|sex.|sáb.|dom.",
        eras="a.C.|d.C.",
    ),
    "pt_PT": Words(
        months=("janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"),
        short_months="jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
        days="segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
        short_days="segunda|terça|quarta|quinta|sexta|sábado|domingo",
        halves="da manhã|da tarde",
        eras="a.C.|d.C.",
    ),
    "pl": Words(
        months=("stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"),
        short_months="sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
        days="poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
        short_days="pon.|wt.|śr.|czw.|pt.|sob.|niedz.",
        eras="p.n.e.|n.e.",
        months_alone=(
            "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień"
        ),
    ),
    "sv": Words(
        months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        short_months="jan.|feb.|mars|apr.|maj|juni|juli|aug.|sep.|okt.|nov.|dec.",
        days="måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag",
        short_days="mån|tis|ons|tors|fre|lör|sön",
        halves="fm|em",
        eras="f.Kr.|e.Kr.",
        time_eras="före Kristus|efter Kristus",
    ),
    "da": Words(
        months="januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
        short_months="jan.|feb.|mar.|apr.|maj|jun.|jul.|aug.|sep.|okt.|nov.|dec.",
        days="mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag",
        short_days="man.|tir.|ons.|tor.|fre.|lør.|søn.",
        eras="f.Kr.|e.Kr.",
        short_days_alone="man|tir|ons|tor|fre|lør|søn",
    ),
    "nb": Words(
        months="januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
        short_months="jan.|feb.|mar.|apr.|mai|jun.|jul.|aug.|sep.|okt.|nov.|des.",
        days="mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag",
        short_days="man.|tir.|ons.|tor.|fre.|lør.|søn.",
        halves="a.m.|p.m.",
        eras="f.Kr.|e.Kr.",
        short_months_alone="jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des",
    ),
    "fi": Words(
        months=(
            "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|"
            "elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta"
        ),
        short_months=("tammik.|helmik.|maalisk.|huhtik.|toukok.|kesäk.|heinäk.|elok.|syysk.|lokak.|marrask.|jouluk."),
        days="maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|lauantaina|sunnuntaina",
        short_days="ma|ti|ke|to|pe|la|su",
        halves="ap.|ip.",
        eras="eKr.|jKr.",
        months_alone=(
            "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu"
        ),
        short_months_alone="tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
        days_alone="maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai",
    ),
    "cs": Words(
        months="ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
        short_months="led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
        days="pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle",
        short_days="po|út|st|čt|pá|so|ne",
        halves="dop.|odp.",
        eras="př. n. l.|n. l.",
        months_alone="leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
        time_eras="př.Kr.|po Kr.",
    ),
    "sk": Words(
        months=("januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra"),
        short_months="jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec",
        days="pondelok|utorok|streda|štvrtok|piatok|sobota|nedeľa",
        short_days="po|ut|st|št|pi|so|ne",
        eras="pred Kr.|po Kr.",
        months_alone="január|február|marec|apríl|máj|jún|júl|august|september|október|november|december",
        time_eras="pred n.l.|n.l.",
    ),
    "tr": Words(
        months="Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
        short_months="Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
        days="Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi|Pazar",
        short_days="Pzt|Sal|Çar|Per|Cum|Cmt|Paz",
        halves="ÖÖ|ÖS",
        eras="MÖ|MS",
    ),
    "hu": Words(
        months=("január|február|március|április|május|június|július|augusztus|szeptember|október|november|december"),
        short_months="jan.|febr.|márc.|ápr.|máj.|jún.|júl.|aug.|szept.|okt.|nov.|dec.",
        days="hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap",
        short_days="H|K|Sze|Cs|P|Szo|V",
        halves="de.|du.",
        eras="i. e.|i. sz.",
        time_eras="i.e.|i.u.",
    ),
    "ro": Words(
        months=("ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie"),
        short_months="ian.|feb.|mar.|apr.|mai|iun.|iul.|aug.|sept.|oct.|nov.|dec.",
        days="luni|marți|miercuri|joi|vineri|sâmbătă|duminică",
        short_days="lun.|mar.|mie.|joi|vin.|sâm.|dum.",
        halves="a.m.|p.m.",
        eras="î.Hr.|d.Hr.",
        time_eras="d.C.|î.d.C.",
    ),
    "ru": Words(
        months="января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
        short_months="янв.|февр.|мар.|апр.|мая|июн.|июл.|авг.|сент.|окт.|нояб.|дек.",
        days="понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
        short_days="пн|вт|ср|чт|пт|сб|вс",
        eras="до н. э.|н. э.",
        months_alone="январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
        short_months_alone="янв.|февр.|март|апр.|май|июнь|июль|авг.|сент.|окт.|нояб.|дек.",
        time_eras="до н.э.|н.э.",
    ),
    "uk": Words(
        months=("січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"),
        short_months="січ.|лют.|бер.|квіт.|трав.|черв.|лип.|серп.|вер.|жовт.|лист.|груд.",
        days="понеділок|вівторок|середа|четвер|пʼятниця|субота|неділя",
        short_days="пн|вт|ср|чт|пт|сб|нд",
        halves="дп|пп",
        eras="до н. е.|н. е.",
        months_alone=("січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень"),
        short_months_alone="січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру",
        time_eras="до н.е.|після н.е.",
    ),
    "ja": Words(
        months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        short_months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        days="月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日",
        short_days="月|火|水|木|金|土|日",
        halves="午前|午後",
        eras="紀元前|西暦",
    ),
    "zh": Words(
        months="一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月",
        short_months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        days="星期一|星期二|星期三|星期四|星期五|星期六|星期日",
        short_days="周一|周二|周三|周四|周五|周六|周日",
        halves="上午|下午",
        eras="公元前|公元",
    ),
    "zh_TW": Words(
        months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        short_months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        days="星期一|星期二|星期三|星期四|星期五|星期六|星期日",
        short_days="週一|週二|週三|週四|週五|週六|週日",
        halves="上午|下午",
        eras="西元前|西元",
    ),
    "ko": Words(
        months="1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
        short_months="1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
        days="월요일|화요일|수요일|목요일|금요일|토요일|일요일",
        short_days="월|화|수|목|금|토|일",
        halves="오전|오후",
        time_eras="기원전|서기",
    ),
    "en_GB": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        halves="am|pm",
    ),
    "en_AU": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        halves="am|pm",
        short_months_alone="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    ),
    "en_CA": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan.|Feb.|Mar.|Apr.|May|Jun.|Jul.|Aug.|Sep.|Oct.|Nov.|Dec.",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon.|Tue.|Wed.|Thu.|Fri.|Sat.|Sun.",
        halves="a.m.|p.m.",
    ),
    "en_IE": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        halves="a.m.|p.m.",
    ),
    "en_NZ": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        halves="am|pm",
    ),
    "en_IN": Words(
        months="January|February|March|April|May|June|July|August|September|October|November|December",
        short_months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        days="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        short_days="Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        halves="am|pm",
    ),
}
