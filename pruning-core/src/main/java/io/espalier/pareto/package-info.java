/**
 * From trials to a Pareto front that says what the seeds allow.
 *
 * <p><b>Candidates.</b> All completed trials that differ in nothing but the seed are one {@link
 * io.espalier.pareto.Candidate}. Each objective is summed up by its mean, sample standard deviation and 95% confidence
 * interval (Student's t). Trials that failed, diverged or lack an objective count towards no mean; the report says how many
 * there were, per candidate and in all.
 *
 * <p><b>Front.</b> {@link io.espalier.pareto.index.ParetoFront} is exact, for any number of objectives, on the means. Choices are
 * made on validation columns; test error is only reported.
 *
 * <p><b>Tied.</b> With few seeds a mean is off the front by chance as easily as on it. A candidate off the front is
 * <em>tied</em> with it if all in which it is worse than the members that dominate it is within noise: no objective that
 * seeds leave alone, such as the MACs of a structure, is worse at all, and in none that they change does a paired t-test
 * over shared seeds reject equality at 5%. Read "tied" as "these seeds do not tell it from the front", not as "equally
 * good".
 *
 * <p><b>Controls.</b> Each candidate is tested against its sibling controls on validation error, paired by seed, with
 * Holm's correction over the controls of the candidate: it {@code BEATS}, {@code TIES} or {@code LOSES}, or is {@code
 * UNTESTED} when fewer than two seeds completed on both sides. If the differences are all equal and not 0, p is 0: that is
 * the limit of the formula and claims too much when there are two seeds.
 *
 * <p><b>Shape of the front.</b> {@link io.espalier.pareto.index.Hypervolume} is exact; a member's share is what the front would
 * lose without it. {@link io.espalier.pareto.KneePoint} marks where a gain in one objective starts to cost most in the
 * others.
 *
 * <p><b>Stands on</b> binding, stats, pareto.index and the states of result.
 */
@NullMarked
package io.espalier.pareto;

import org.jspecify.annotations.NullMarked;
