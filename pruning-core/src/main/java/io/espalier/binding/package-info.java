/**
 * One mapping between records and JSON or YAML: canonical text out, records with all their problems in.
 *
 * <p>Stands on nothing of ours: every package with settings uses it.
 */
package io.espalier.binding;
