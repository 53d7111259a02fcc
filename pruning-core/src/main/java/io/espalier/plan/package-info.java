/**
 * From trials to work: a trial unrolls into actions, every action has a {@link io.espalier.plan.StepKey}, and trials
 * that begin alike share the beginning in a {@link io.espalier.plan.SweepTree}, which is cut into
 * {@link io.espalier.plan.Branch branches} for executors. Pure; nothing here computes a network.
 */
package io.espalier.plan;
