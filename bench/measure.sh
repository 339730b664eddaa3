#!/bin/sh
# Every figure of bench/README.md and proofs/README.md, one line each. On a quiet machine, from the project's folder; about two hours,
# with 20 GB of disk for `register`.
# The last line of each answer is the JSON that the tables quote.
set -u
export NODE_NO_WARNINGS=1
npm run -s bench -- grab --json | tail -n 1
npm run -s bench -- grab-overload --json | tail -n 1
npm run -s bench -- noon --json | tail -n 1
npm run -s bench -- seats --json | tail -n 1
npm run -s bench -- import --json | tail -n 1
npm run -s bench -- register --json | tail -n 1
npm run -s proof -- fair-start --json --seed 20261122 | tail -n 1
npm run -s proof -- kill-app --json --seed 20261122 | tail -n 1
npm run -s proof -- kill-postgres --json --seed 20261122 | tail -n 1
npm run -s proof -- conservation --json --seed 20261122 | tail -n 1
npm run -s proof -- idempotency --json --seed 20261122 | tail -n 1
npm run -s proof -- till --json --seed 20261122 | tail -n 1
npm run -s proof -- seats --json --seed 20261122 | tail -n 1
npm run -s proof -- settlement --json --seed 20261122 | tail -n 1
npm run -s proof -- hall --json --seed 20261122 | tail -n 1
npm run -s proof -- import --json --seed 20261122 | tail -n 1
npm run -s proof -- access --json --seed 20261122 | tail -n 1
npm run -s proof -- audit --json --seed 20261122 | tail -n 1
npm run -s proof -- plaintext --json --seed 20261122 | tail -n 1
