---- MODULE SendOnce ----
\* A send with an idempotency key, tried several times: lib/messages/send-once.ts.
\* A write that was once asked for may be carried out at any later moment, or never, and as often as the SDK repeats it.
\* A try may stop for ever at any moment, and the age that it sees of a note is any: so are clocks and delays.
EXTENDS Integers, FiniteSets

CONSTANTS
  Tries,
  Places,     \* How many places a try chooses before it gives up.
  Age,        \* From which age on, in milliseconds, a note is fenced and moved and not completed.
  Ages,       \* The ages that a try can see.
  Fenced,     \* FALSE takes the fence out.
  OwnNonces   \* FALSE gives all notes of a try one nonce.

VARIABLES
  note,       \* The place that the note holds, 0 where there is no note.
  sent,       \* The places with a message.
  voids,      \* The places that are fenced.
  asked,      \* The writes that can still be carried out, as <<kind, place, place that the note is moved from>>.
  at,         \* What each try does.
  place,      \* The place that it does that with.
  from,       \* The place from which it moves the note.
  used        \* How many places it has chosen.

Init ==
  /\ note = 0
  /\ sent = {}
  /\ voids = {}
  /\ asked = {}
  /\ at = [t \in 1..Tries |-> "away"]
  /\ place = [t \in 1..Tries |-> 0]
  /\ from = [t \in 1..Tries |-> 0]
  /\ used = [t \in 1..Tries |-> 0]

\* Places are numbers; each is chosen by one put of a note, and so stands for its nonce.
NewPlace(t) == (t - 1) * Places + used[t] + 1
ChosenBy(p) == (p - 1) \div Places
HasNonceOf(p) == note # 0 /\ IF OwnNonces THEN note = p ELSE ChosenBy(note) = ChosenBy(p)

\* The conditions of the writes.
Holds(kind, p, q) ==
  CASE kind = "first" -> note = 0 \/ HasNonceOf(p)
    [] kind = "move" -> note = q \/ HasNonceOf(p)
    [] kind = "message" -> p \notin voids
    [] kind = "fence" -> p \notin sent

CarryOut(kind, p, q) ==
  LET holds == Holds(kind, p, q) IN
  /\ note' = IF holds /\ kind \in {"first", "move"} THEN p ELSE note
  /\ sent' = IF holds /\ kind = "message" THEN sent \union {p} ELSE sent
  /\ voids' = IF holds /\ kind = "fence" THEN voids \union {p} ELSE voids

Stored == <<note, sent, voids>>

\* Whether a write can still change anything: no place comes back that a note was moved from.
IsLive(w) ==
  CASE w[1] = "first" -> ~OwnNonces \/ note' = 0
    [] w[1] = "move" -> ~OwnNonces \/ note' = w[3]
    [] OTHER -> w[2] \notin sent' /\ w[2] \notin voids'

Keep(more) == asked' = {w \in asked \union more : IsLive(w)}

Ask(t, kind, p, q) ==
  /\ at' = [at EXCEPT ![t] = kind]
  /\ place' = [place EXCEPT ![t] = p]
  /\ from' = [from EXCEPT ![t] = q]
  /\ Keep({<<kind, p, q>>})

AskAtNewPlace(t, kind, q) ==
  /\ Ask(t, kind, NewPlace(t), q)
  /\ used' = [used EXCEPT ![t] = @ + 1]

End(t) ==
  /\ at' = [at EXCEPT ![t] = "over"]
  /\ place' = [place EXCEPT ![t] = 0]
  /\ from' = [from EXCEPT ![t] = 0]
  /\ used' = [used EXCEPT ![t] = 0]
  /\ Keep({})

Move(t) ==
  IF used[t] >= Places THEN End(t)
  ELSE AskAtNewPlace(t, "move", place[t])

ReadNote(t) ==
  /\ at[t] \in {"away", "reading"}
  /\ (at[t] = "away" /\ t > 1) => at[t - 1] # "away"
  /\ UNCHANGED Stored
  /\ IF note = 0 THEN AskAtNewPlace(t, "first", 0)
     ELSE /\ at' = [at EXCEPT ![t] = "looking"]
          /\ place' = [place EXCEPT ![t] = note]
          /\ from' = [from EXCEPT ![t] = 0]
          /\ UNCHANGED <<asked, used>>

LookForMessage(t) ==
  /\ at[t] = "looking"
  /\ UNCHANGED Stored
  /\ IF place[t] \in sent THEN End(t)
     ELSE \E age \in Ages :
       IF age < Age THEN Ask(t, "message", place[t], 0) /\ UNCHANGED used
       ELSE IF Fenced THEN Ask(t, "fence", place[t], 0) /\ UNCHANGED used
       ELSE Move(t)

\* A write is carried out, and its try hears of it.
Hear(t) ==
  LET kind == at[t]
      holds == Holds(kind, place[t], from[t])
  IN
  /\ kind \in {"first", "move", "message", "fence"}
  /\ CarryOut(kind, place[t], from[t])
  /\ CASE kind \in {"first", "move"} /\ holds -> Ask(t, "message", place[t], 0) /\ UNCHANGED used
       \* The code reads the note again once and then gives up; to give up is to stop for ever, as any try may.
       [] kind \in {"first", "move"} /\ ~holds ->
            /\ at' = [at EXCEPT ![t] = "reading"]
            /\ place' = [place EXCEPT ![t] = 0]
            /\ from' = [from EXCEPT ![t] = 0]
            /\ Keep({})
            /\ UNCHANGED used
       [] kind = "message" /\ holds -> End(t)
       [] kind = "message" /\ ~holds -> Move(t)
       [] kind = "fence" /\ holds -> Move(t)
       [] kind = "fence" /\ ~holds -> End(t)

\* A write is carried out, and nobody hears of it.
Land ==
  /\ \E w \in asked : CarryOut(w[1], w[2], w[3])
  /\ Keep({})
  /\ UNCHANGED <<at, place, from, used>>

Next ==
  \/ \E t \in 1..Tries : ReadNote(t) \/ LookForMessage(t) \/ Hear(t)
  \/ Land

InvOneMessage == Cardinality(sent) <= 1
====
