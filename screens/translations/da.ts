<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da" sourcelanguage="da">
<context>
    <name>StillThere</name>
    <message numerus="yes">
        <source>Skærmen går til start om %n sekunder.</source>
        <translation>
            <numerusform>Skærmen går til start om %n sekund.</numerusform>
            <numerusform>Skærmen går til start om %n sekunder.</numerusform>
        </translation>
    </message>
</context>
</TS>
