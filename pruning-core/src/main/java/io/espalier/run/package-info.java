/**
 * Runs the branches of a sweep and measures what its trials ask for. In any JVM, on one thread.
 *
 * <p>Stands on run.action and run.store, and on plan.tree for what a branch is.
 */
package io.espalier.run;
