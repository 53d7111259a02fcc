/**
 * Does one action after another: each is a pure function of the snapshot before it and its context.
 *
 * <p>Stands on the engine, run.store and the methods that an action names.
 */
package io.espalier.run.action;
