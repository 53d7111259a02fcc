/**
 * Lists the trials of a sweep with their controls, and finds what cannot run before anything does.
 *
 * <p>Stands on plan.tree, sweep, recipe, and on export.int8 for what integers can compute. Pure; nothing here computes a
 * network.
 */
package io.espalier.plan;
