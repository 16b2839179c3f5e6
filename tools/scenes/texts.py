"""The longest that a person may type, in Spanish, with a word that no line can hold."""

from __future__ import annotations

ENDLESS = "Elektrizitätswerkhauptbetriebsbauunterbeamtenversicherungsgesellschaftsvertreter"
"""80 letters without a place to break."""
ADDRESS = "la.direccion.de.correo.mas.larga.del.valle.alto@consultorio-dental-familiar.example.com"
NAME = (
    "Consultorio Dental Familiar de las Doctoras María de los Ángeles Fernández-Villaverde y"
    f" Guadalupe Montealegre de la Santísima Trinidad, S. de R. L. de C. V., {ENDLESS}"
)
PERSON = (
    "Doctora María de los Ángeles Guadalupe Fernández-Villaverde Montealegre de la Santísima"
    " Trinidad y Todos"
)
"""As long as a name may be beside a signature."""
ROLE = "Propietaria, representante legal y directora médica de los tres consultorios del valle"
REASON = (
    "Este año no podemos pagarlo, porque el techo del consultorio tiene que arreglarse antes de"
    f" las lluvias; además está el {ENDLESS}, que ya nos prometió dos veces que pasaría en"
    " primavera y que hasta hoy no ha venido, y mientras tanto la recepción se las arregla con"
    " papel y lápiz, como se ha hecho aquí desde 1987."
)
WORDS = f"{REASON} {REASON}"
CELL = f"{ENDLESS} y todo lo que va con eso, aunque nadie lo haya escrito nunca"[:200]
INITIALS = "WWWWWWWW"
"""Eight letters, each as wide as letters get."""
ORDER = (
    "500 PCs con oficina, impresora y todo lo que haga falta para trabajar desde el primer día",
    "3 PCs",
    f"12 {ENDLESS}",
    "250 laptops",
    "una cosa como la que tiene mi primo en su taller y que nunca falla",
    "40 impresoras",
    "500 Microsoft Office",
    "2 servidores",
)
