<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>AlarmRow</name>
    <message numerus="yes">
        <source>Og %n til.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
    <message>
        <source>Jeg går derhen</source>
        <translation>I will go there</translation>
    </message>
    <message>
        <source>Jeg tager den</source>
        <translation>I&apos;ll take it</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Ingen forbindelse til huset. Det, du ser, kan være gammelt.</source>
        <translation>No connection to the house. What you see may be old.</translation>
    </message>
</context>
<context>
    <name>BookingForm</name>
    <message>
        <source>Ny tid til %1</source>
        <translation>New time for %1</translation>
    </message>
    <message>
        <source>%1, %2 min</source>
        <translation>%1, %2 min</translation>
    </message>
    <message>
        <source>Sted: her i huset</source>
        <translation>Place: here in the house</translation>
    </message>
    <message>
        <source>Sted: skærm i %1</source>
        <translation>Place: screen in %1</translation>
    </message>
    <message>
        <source>Initialer eller navn</source>
        <translation>Initials or name</translation>
    </message>
    <message>
        <source>Mobil eller e-mail (valgfrit)</source>
        <translation>Mobile or e-mail (optional)</translation>
    </message>
    <message>
        <source>Fødselsdag, dag og måned (valgfrit)</source>
        <translation>Birthday, day and month (optional)</translation>
    </message>
    <message>
        <source>Emne (valgfrit)</source>
        <translation>Topic (optional)</translation>
    </message>
    <message>
        <source>Medbring: %1</source>
        <translation>Bring: %1</translation>
    </message>
    <message>
        <source>✓ Afslutter %1</source>
        <translation>✓ Finishes %1</translation>
    </message>
    <message>
        <source>%1 bliver ved skranken</source>
        <translation>%1 stays at the desk</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Flyt tiden</source>
        <translation>Move the booking</translation>
    </message>
    <message>
        <source>Bestil og udskriv</source>
        <translation>Book and print</translation>
    </message>
</context>
<context>
    <name>BookingPage</name>
    <message>
        <source>Bestil tid · %1</source>
        <translation>Book a time · %1</translation>
    </message>
    <message>
        <source>Bestil tid</source>
        <translation>Book a time</translation>
    </message>
    <message>
        <source>Hvad drejer det sig om?</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>Ingen ledige tider denne dag. Vælg en anden.</source>
        <translation>No free times this day. Choose another one.</translation>
    </message>
    <message>
        <source>Find en tid: kode, mobil eller e-mail</source>
        <translation>Find a booking: code, mobile or e-mail</translation>
    </message>
    <message>
        <source>Uden ord findes alle tider den dag. F3 eller Esc går tilbage.</source>
        <translation>Without words, all bookings of the day are found. F3 or Esc goes back.</translation>
    </message>
    <message>
        <source>Prikker: medarbejdere på vagt. Piletaster vælger, Page Up og Page Down skifter dag, Enter bestiller, F3 finder.</source>
        <translation>Dots: staff on duty. Arrows choose, Page Up and Page Down change the day, Enter books, F3 finds.</translation>
    </message>
</context>
<context>
    <name>CallButton</name>
    <message>
        <source>Genoptag</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Åbn skranken</source>
        <translation>Open the desk</translation>
    </message>
    <message>
        <source>Kald næste</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>Kalder …</source>
        <translation>Calling …</translation>
    </message>
    <message>
        <source>Venter på huset</source>
        <translation>Waiting for the house</translation>
    </message>
    <message>
        <source>Skranken holder pause</source>
        <translation>The desk is paused</translation>
    </message>
    <message>
        <source>Skranken er lukket i dag</source>
        <translation>The desk is closed today</translation>
    </message>
    <message>
        <source>tid %1</source>
        <translation>booked %1</translation>
    </message>
    <message>
        <source>skærm i %1</source>
        <translation>screen in %1</translation>
    </message>
    <message>
        <source>Ingen venter. Et tryk sætter %1 til side.</source>
        <translation>Nobody is waiting. A press sets %1 aside.</translation>
    </message>
    <message>
        <source>Ingen venter. Et tryk afslutter %1.</source>
        <translation>Nobody waits. A press finishes %1.</translation>
    </message>
    <message>
        <source>Ingen venter</source>
        <translation>Nobody waits</translation>
    </message>
</context>
<context>
    <name>CloseSheet</name>
    <message>
        <source>Luk %1 for i dag?</source>
        <translation>Close %1 for today?</translation>
    </message>
    <message>
        <source>Skranken kan åbnes igen med F7.</source>
        <translation>F7 opens the desk again.</translation>
    </message>
    <message>
        <source>Bliv åben</source>
        <translation>Stay open</translation>
    </message>
    <message>
        <source>Luk for i dag</source>
        <translation>Close for today</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Flyt</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Aflys</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>GoalRow</name>
    <message>
        <source>lukket nu</source>
        <translation>closed now</translation>
    </message>
</context>
<context>
    <name>GuestView</name>
    <message>
        <source>Betjener nu</source>
        <translation>Serving now</translation>
    </message>
    <message>
        <source>Henter køen …</source>
        <translation>Fetching the queue …</translation>
    </message>
    <message>
        <source>Ingen ved skranken</source>
        <translation>Nobody at the desk</translation>
    </message>
    <message>
        <source>Fortryd kald</source>
        <translation>Undo call</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Skærm, %1</source>
        <translation>Screen, %1</translation>
    </message>
</context>
<context>
    <name>KeyGrid</name>
    <message>
        <source>Kald igen</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>kaldt %1 gange</source>
        <translation>called %1 times</translation>
    </message>
    <message>
        <source>om %1 s</source>
        <translation>in %1 s</translation>
    </message>
    <message>
        <source>Ikke mødt</source>
        <translation>Not met</translation>
    </message>
    <message>
        <source>Viderestil</source>
        <translation>Send on</translation>
    </message>
    <message>
        <source>Parkér</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Genoptag</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Åbn</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Bestil tid</source>
        <translation>Book a time</translation>
    </message>
</context>
<context>
    <name>LimitBar</name>
    <message>
        <source>%1 ved skranken</source>
        <translation>%1 at the desk</translation>
    </message>
    <message>
        <source>%1 i samtale</source>
        <translation>%1 in conversation</translation>
    </message>
    <message>
        <source>af %1</source>
        <translation>of %1</translation>
    </message>
    <message>
        <source>Tilbyd en tid i %1 (F9): første ledige %2</source>
        <translation>Offer a time at %1 (F9): first free %2</translation>
    </message>
    <message>
        <source>De %1 minutter er gået. Afslut, eller viderestil.</source>
        <translation>The %1 minutes are over. Finish, or send on.</translation>
    </message>
    <message>
        <source>Under et minut tilbage. Afslut snart, eller viderestil.</source>
        <translation>Less than a minute left. Finish soon, or send on.</translation>
    </message>
    <message>
        <source>Tager det længere tid? Så viderestil.</source>
        <translation>Will it take longer? Then send on.</translation>
    </message>
</context>
<context>
    <name>LineList</name>
    <message>
        <source>Venter</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Venter (%1)</source>
        <translation>Waiting (%1)</translation>
    </message>
    <message>
        <source>Ingen venter</source>
        <translation>Nobody waits</translation>
    </message>
    <message>
        <source>Parkeret</source>
        <translation>Parked</translation>
    </message>
    <message>
        <source>Ikke mødt</source>
        <translation>Not met</translation>
    </message>
    <message>
        <source>Luk for i dag</source>
        <translation>Close for today</translation>
    </message>
    <message numerus="yes">
        <source>og %n til</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>tid %1</source>
        <translation>at %1</translation>
    </message>
    <message>
        <source>lige kommet</source>
        <translation>just arrived</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1: linjen er afbrudt</source>
        <translation>%1: the line is lost</translation>
    </message>
    <message>
        <source>Skærm, %1</source>
        <translation>Screen, %1</translation>
    </message>
    <message>
        <source>vil gerne have hjælp</source>
        <translation>would like help</translation>
    </message>
    <message>
        <source>I kø</source>
        <translation>In line</translation>
    </message>
    <message>
        <source>Sæt %1 tilbage i køen</source>
        <translation>Put %1 back into the line</translation>
    </message>
    <message>
        <source>Udskriv %1 igen</source>
        <translation>Print %1 again</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Ingen venter lige nu.</source>
        <translation>Nobody waits right now.</translation>
    </message>
    <message>
        <source>Der er ingen ved skranken. Kald først.</source>
        <translation>Nobody is at the desk. Call first.</translation>
    </message>
    <message>
        <source>Skranken holder pause. Tryk Genoptag først.</source>
        <translation>The desk is paused. Press Resume first.</translation>
    </message>
    <message>
        <source>Skranken er lukket i dag. Tryk Åbn først.</source>
        <translation>The desk is closed today. Press Open first.</translation>
    </message>
    <message>
        <source>%1 er stadig ved skranken. Afslut først.</source>
        <translation>%1 is still at the desk. Finish first.</translation>
    </message>
    <message>
        <source>%1 er lige kaldt. Kald igen om %2 sekunder.</source>
        <translation>%1 was just called. Call again in %2 seconds.</translation>
    </message>
    <message>
        <source>%1 er kaldt %2 gange. Tryk Ikke mødt.</source>
        <translation>%1 was called %2 times. Press Not met.</translation>
    </message>
    <message>
        <source>Det er for sent at fortryde. Parkér eller viderestil.</source>
        <translation>It is too late to undo. Park or send on.</translation>
    </message>
    <message>
        <source>%1 er kommet tilbage for mange gange.</source>
        <translation>%1 has come back too often.</translation>
    </message>
    <message>
        <source>%1 har ikke %2. Vælg en anden.</source>
        <translation>%1 does not have %2. Choose another.</translation>
    </message>
    <message>
        <source>Skærmen har ingen forbindelse lige nu.</source>
        <translation>The screen has no connection now.</translation>
    </message>
    <message>
        <source>Linjen til %1 er afbrudt. Parkér, eller vent på linjen.</source>
        <translation>The line to %1 is lost. Park, or wait for the line.</translation>
    </message>
    <message>
        <source>%1 sidder ved skærmen nu.</source>
        <translation>%1 sits at the screen now.</translation>
    </message>
    <message>
        <source>Der sidder ingen ved skærmen.</source>
        <translation>Nobody sits at the screen.</translation>
    </message>
    <message>
        <source>Det kan ikke ordnes over skærm. Vælg en tid i huset.</source>
        <translation>That cannot be done over a screen. Choose a time in the house.</translation>
    </message>
    <message>
        <source>Tiden er et andet sted.</source>
        <translation>The time is at another place.</translation>
    </message>
    <message>
        <source>Tiden er lige taget. Vælg en anden.</source>
        <translation>The time has just been taken. Choose another one.</translation>
    </message>
    <message>
        <source>Tiden kan ikke bestilles. Vælg en anden.</source>
        <translation>The time cannot be booked. Choose another one.</translation>
    </message>
    <message>
        <source>Den fødselsdag findes ikke. Skriv dag og måned, fx 0503.</source>
        <translation>There is no such birthday. Type day and month, e.g. 0503.</translation>
    </message>
    <message>
        <source>Der er allerede bestilt for mange tider til samme person.</source>
        <translation>Too many times are booked for the same person already.</translation>
    </message>
    <message>
        <source>Tiden blev holdt for længe. Vælg den igen.</source>
        <translation>The time was held for too long. Choose it again.</translation>
    </message>
    <message>
        <source>Der er ingen tid med den kode.</source>
        <translation>There is no booking with that code.</translation>
    </message>
    <message>
        <source>Opgaven findes ikke mere. Vælg en anden.</source>
        <translation>The task does not exist any more. Choose another one.</translation>
    </message>
    <message>
        <source>Tiden er allerede aflyst.</source>
        <translation>The booking is cancelled already.</translation>
    </message>
    <message>
        <source>Tiden er givet videre. Bestil en ny.</source>
        <translation>The time was given to others. Book a new one.</translation>
    </message>
    <message>
        <source>Borgeren er allerede mødt op til tiden.</source>
        <translation>The citizen has checked in already.</translation>
    </message>
    <message>
        <source>Oplysningerne kan ikke bruges. Ret dem, og prøv igen.</source>
        <translation>The details cannot be used. Correct them, and try again.</translation>
    </message>
    <message>
        <source>Nummeret findes ikke i dag.</source>
        <translation>There is no such number today.</translation>
    </message>
    <message>
        <source>Stedet findes ikke mere. Vælg et andet.</source>
        <translation>That place is no more. Choose another.</translation>
    </message>
    <message>
        <source>Huset kender ikke denne skranke. Sig det til IT.</source>
        <translation>The house does not know this desk. Tell IT.</translation>
    </message>
    <message>
        <source>Computerens ur går forkert. Sig det til IT.</source>
        <translation>The computer&apos;s clock is wrong. Tell IT.</translation>
    </message>
    <message>
        <source>Huset kan ikke gemme lige nu. Tryk igen om lidt.</source>
        <translation>The house cannot save right now. Press again in a moment.</translation>
    </message>
    <message>
        <source>Det gik ikke. Tryk igen.</source>
        <translation>That did not work. Press again.</translation>
    </message>
    <message>
        <source>%1 er allerede kaldt.</source>
        <translation>%1 is already called.</translation>
    </message>
    <message>
        <source>%1 venter i køen.</source>
        <translation>%1 waits in the line.</translation>
    </message>
    <message>
        <source>%1 er parkeret.</source>
        <translation>%1 is parked.</translation>
    </message>
    <message>
        <source>%1 er sat som ikke mødt.</source>
        <translation>%1 is noted as not met.</translation>
    </message>
    <message>
        <source>%1 er afsluttet.</source>
        <translation>%1 is finished.</translation>
    </message>
</context>
<context>
    <name>Says</name>
    <message>
        <source>dansk</source>
        <translation>Danish</translation>
    </message>
    <message>
        <source>engelsk</source>
        <translation>English</translation>
    </message>
    <message>
        <source>tysk</source>
        <translation>German</translation>
    </message>
    <message>
        <source>ukrainsk</source>
        <translation>Ukrainian</translation>
    </message>
    <message>
        <source>arabisk</source>
        <translation>Arabic</translation>
    </message>
    <message>
        <source>polsk</source>
        <translation>Polish</translation>
    </message>
    <message>
        <source>rumænsk</source>
        <translation>Romanian</translation>
    </message>
    <message>
        <source>tyrkisk</source>
        <translation>Turkish</translation>
    </message>
    <message>
        <source>somali</source>
        <translation>Somali</translation>
    </message>
    <message>
        <source>farsi</source>
        <translation>Farsi</translation>
    </message>
    <message>
        <source>Ingen forbindelse</source>
        <translation>No connection</translation>
    </message>
    <message>
        <source>Forbinder</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Åben</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Lukket</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Ikke åbnet</source>
        <translation>Not opened</translation>
    </message>
    <message>
        <source>Ledig</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>ventede under 1 min</source>
        <translation>waited under 1 min</translation>
    </message>
    <message>
        <source>ventede %1 min</source>
        <translation>waited %1 min</translation>
    </message>
    <message>
        <source>Ingen venter</source>
        <translation>Nobody waits</translation>
    </message>
    <message numerus="yes">
        <source>%n venter</source>
        <translation>
            <numerusform>%n waits</numerusform>
            <numerusform>%n wait</numerusform>
        </translation>
    </message>
    <message>
        <source>Samtalen er åben</source>
        <translation>The conversation is open</translation>
    </message>
    <message>
        <source>Linjen er afbrudt</source>
        <translation>The line is lost</translation>
    </message>
    <message>
        <source>Borgeren kan ikke se billedet</source>
        <translation>The citizen cannot see the picture</translation>
    </message>
    <message>
        <source>Billedet kan ikke åbne her</source>
        <translation>The picture cannot open here</translation>
    </message>
    <message>
        <source>Samtalen åbner</source>
        <translation>The conversation opens</translation>
    </message>
    <message>
        <source>er klar</source>
        <translation>is ready</translation>
    </message>
    <message>
        <source>har ikke meldt sig klar</source>
        <translation>has not said ready</translation>
    </message>
    <message>
        <source>En borger ved skærmen i %1 beder om hjælp.</source>
        <translation>A citizen at the screen in %1 asks for help.</translation>
    </message>
    <message>
        <source>En borger ved kiosk %1 beder om hjælp.</source>
        <translation>A citizen at kiosk %1 asks for help.</translation>
    </message>
    <message>
        <source>Skærmen i %1 kan ikke vise billedet. Borgeren er bedt om at ringe.</source>
        <translation>The screen in %1 cannot show the picture. The citizen was asked to ring.</translation>
    </message>
    <message>
        <source>To skærme bruger navnet %1. Sig det til IT.</source>
        <translation>Two screens use the name %1. Tell IT.</translation>
    </message>
    <message>
        <source>To maskiner bruger navnet %1. Sig det til IT.</source>
        <translation>Two machines use the name %1. Tell IT.</translation>
    </message>
    <message>
        <source>Læseren ved kiosk %1 er ikke tilsluttet.</source>
        <translation>The scanner at kiosk %1 is not connected.</translation>
    </message>
    <message>
        <source>Kalenderen %1 kan ikke læses. Sig det til IT.</source>
        <translation>The calendar %1 cannot be read. Tell IT.</translation>
    </message>
    <message>
        <source>Nogle tider i kalenderen %1 kunne ikke hentes. Sig det til IT.</source>
        <translation>Some times in the calendar %1 could not be taken in. Tell IT.</translation>
    </message>
    <message>
        <source>Printeren ved kiosk %1 mangler papir.</source>
        <translation>The printer at kiosk %1 is out of paper.</translation>
    </message>
    <message>
        <source>Printeren ved kiosk %1 mangler snart papir.</source>
        <translation>The printer at kiosk %1 will soon be out of paper.</translation>
    </message>
    <message>
        <source>Låget på printeren ved kiosk %1 er åbent.</source>
        <translation>The cover of the printer at kiosk %1 is open.</translation>
    </message>
    <message>
        <source>Printeren ved kiosk %1 sidder fast.</source>
        <translation>The printer at kiosk %1 is stuck.</translation>
    </message>
    <message>
        <source>Printeren ved kiosk %1 svarer ikke.</source>
        <translation>The printer at kiosk %1 does not answer.</translation>
    </message>
    <message>
        <source>Skærm %1 i hallen er slukket eller uden forbindelse.</source>
        <translation>Hall screen %1 is off or without connection.</translation>
    </message>
    <message>
        <source>Skærmen i %1 er slukket eller uden forbindelse.</source>
        <translation>The screen in %1 is off or has no connection.</translation>
    </message>
    <message>
        <source>Knappen ved %1 er uden forbindelse. Brug skærmen.</source>
        <translation>The button at %1 has no connection. Use the screen.</translation>
    </message>
    <message>
        <source>Kiosk %1 er slukket eller uden forbindelse.</source>
        <translation>Kiosk %1 is off or without connection.</translation>
    </message>
    <message>
        <source>Ingen venter lige nu.</source>
        <translation>Nobody waits right now.</translation>
    </message>
    <message>
        <source>%1 er afsluttet. Ingen venter lige nu.</source>
        <translation>%1 is finished. Nobody waits right now.</translation>
    </message>
    <message>
        <source>Ingen forbindelse. Tryk igen om lidt.</source>
        <translation>No connection. Press again in a moment.</translation>
    </message>
    <message>
        <source>Huset svarer ikke. Tryk igen om lidt.</source>
        <translation>The house does not answer. Press again in a moment.</translation>
    </message>
    <message>
        <source>Vent et øjeblik. Det forrige tryk er ikke færdigt.</source>
        <translation>One moment. The last press is not done yet.</translation>
    </message>
    <message>
        <source>To tryk lige efter hinanden tæller som ét.</source>
        <translation>Two presses right after each other count as one.</translation>
    </message>
    <message>
        <source>Du er på vej til %1, ca. %2 min.</source>
        <translation>You are on your way to %1, about %2 min.</translation>
    </message>
    <message>
        <source>%1 venter på dig (%2).</source>
        <translation>%1 is waiting for you (%2).</translation>
    </message>
    <message>
        <source>%1 får ikke fat i %2. Tilbyd borgeren en tid: F9.</source>
        <translation>%1 cannot get hold of %2. Offer the citizen an appointment: F9.</translation>
    </message>
    <message>
        <source>%1 venter på %2, og ingen har svaret.</source>
        <translation>%1 is waiting for %2, and nobody has answered.</translation>
    </message>
    <message>
        <source>%1 venter på %2, og ingen har svaret. Ring %3.</source>
        <translation>%1 is waiting for %2, and nobody has answered. Ring %3.</translation>
    </message>
    <message>
        <source>holdt</source>
        <translation>held</translation>
    </message>
    <message>
        <source>bestilt</source>
        <translation>booked</translation>
    </message>
    <message>
        <source>mødt</source>
        <translation>arrived</translation>
    </message>
    <message>
        <source>aflyst</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>udløbet</source>
        <translation>lapsed</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Tiden er bestilt. Kode %1</source>
        <translation>The time is booked. Code %1</translation>
    </message>
    <message>
        <source>Tiden er flyttet. Kode %1</source>
        <translation>The booking is moved. Code %1</translation>
    </message>
    <message>
        <source>Tiden er aflyst.</source>
        <translation>The booking is cancelled.</translation>
    </message>
    <message>
        <source>Ingen tider fundet.</source>
        <translation>No bookings found.</translation>
    </message>
    <message>
        <source>%1 er afsluttet.</source>
        <translation>%1 is finished.</translation>
    </message>
    <message>
        <source>%1 er kaldt igen.</source>
        <translation>%1 was called again.</translation>
    </message>
    <message>
        <source>Sat som ikke mødt.</source>
        <translation>Noted as not met.</translation>
    </message>
    <message>
        <source>Besøget er afsluttet.</source>
        <translation>The visit is finished.</translation>
    </message>
    <message>
        <source>Kaldet er fortrudt.</source>
        <translation>The call is undone.</translation>
    </message>
    <message>
        <source>Borgeren er viderestillet.</source>
        <translation>The citizen is sent on.</translation>
    </message>
    <message>
        <source>Borgeren er parkeret.</source>
        <translation>The citizen is parked.</translation>
    </message>
    <message>
        <source>Borgeren er tilbage i køen.</source>
        <translation>The citizen is back in the line.</translation>
    </message>
    <message>
        <source>Billetten udskrives igen, mærket som kopi.</source>
        <translation>The ticket is printed again, marked as a copy.</translation>
    </message>
    <message>
        <source>Borgeren kan se, at du er på vej.</source>
        <translation>The citizen can see that you are on your way.</translation>
    </message>
    <message>
        <source>Alle kan se, at du tager dig af det.</source>
        <translation>Everyone can see that you are dealing with it.</translation>
    </message>
    <message>
        <source>%1 er sat til side, til linjen er tilbage.</source>
        <translation>%1 is set aside until the line is back.</translation>
    </message>
</context>
<context>
    <name>Sight</name>
    <message>
        <source>Vist i hallen</source>
        <translation>Shown in the hall</translation>
    </message>
    <message>
        <source>Ikke bekræftet i hallen</source>
        <translation>Not confirmed in the hall</translation>
    </message>
    <message>
        <source>Sendt til hallen</source>
        <translation>Sent to the hall</translation>
    </message>
</context>
<context>
    <name>SummonsRow</name>
    <message>
        <source>Jeg kommer, ca. 2 min</source>
        <translation>I am coming, about 2 min</translation>
    </message>
</context>
<context>
    <name>TaskList</name>
    <message>
        <source>%1 · %2 min</source>
        <translation>%1 · %2 min</translation>
    </message>
    <message>
        <source>emne på forhånd</source>
        <translation>topic beforehand</translation>
    </message>
</context>
<context>
    <name>TopicRow</name>
    <message>
        <source>Kl. %1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Kl. %1, %2:</source>
        <translation>%1, %2:</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Viderestil %1</source>
        <translation>Send %1 on</translation>
    </message>
    <message>
        <source>Til en anden service</source>
        <translation>To another service</translation>
    </message>
    <message>
        <source>Til en anden skranke</source>
        <translation>To another desk</translation>
    </message>
    <message>
        <source>Nummer og plads i køen følger med.</source>
        <translation>Number and place in the line stay.</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
</TS>
