/**
 * From trials to work: a trial unrolls into actions, every action has a {@link io.espalier.plan.tree.StepKey}, and trials
 * that begin alike share the beginning in a {@link io.espalier.plan.tree.SweepTree}, which is cut into
 * {@link io.espalier.plan.tree.Branch branches} for executors. Pure; nothing here computes a network.
 */
package io.espalier.plan;
