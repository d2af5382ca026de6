"""Seeing the site from outside: what lines of the log belong to, what is counted, and spans of what was done.

middleware        what is noted of every request
asked, routes     who asked, by which trace; what for, by the route's name
metrics, counting what is counted, over all processes; `worked`: of jobs
state             how full things are
views, emf        where that is told: `/metrics`, CloudWatch
cloudwatch        a line of the log that CloudWatch reads; `waking`: those by which it wakes workers that sleep
tracing           spans, where they are sent (loaded only then)
ending            a process's last words
"""
