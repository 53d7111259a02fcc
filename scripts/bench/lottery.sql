/* One line per round and seed: weights kept, and at the early stop, for the ticket and for the same mask on new weights, the
   test accuracy and the epochs until then. */
WITH kept AS (SELECT trial_id, sum(nonzeros) AS weights_kept FROM layers GROUP BY trial_id)
SELECT coalesce(ticket.round, 0) AS round,
       ticket.seed,
       weights_kept,
       round(100.0 * weights_kept / sum(weights_kept) FILTER (WHERE ticket.round IS NULL)
             OVER (PARTITION BY ticket.seed), 1) AS kept_pct,
       round(100 * (1 - ticket.test_error), 2) AS ticket_pct,
       round(100 * (1 - control.test_error), 2) AS reinitialized_pct,
       round(100 * (control.test_error - ticket.test_error), 2) AS lead_points,
       round(ticket.best_epoch, 1) AS ticket_epochs,
       round(control.best_epoch, 1) AS reinitialized_epochs
FROM trials ticket
JOIN kept USING (trial_id)
LEFT JOIN trials control ON control.trial_id = ticket.reinitialize_trial
WHERE ticket.control IS NULL
ORDER BY round, ticket.seed
