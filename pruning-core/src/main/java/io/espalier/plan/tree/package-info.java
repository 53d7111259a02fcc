/**
 * The tree of steps: a trial compiles into actions, every action has a {@link io.espalier.plan.tree.StepKey}, and trials that
 * begin alike share the beginning in a {@link io.espalier.plan.tree.SweepTree}, which is cut into
 * {@link io.espalier.plan.tree.Branch branches} for executors.
 *
 * <p>Stands on recipe and on the records that an action holds. Pure; nothing here computes a network.
 */
package io.espalier.plan.tree;
