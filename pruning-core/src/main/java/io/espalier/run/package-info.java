/** Does the actions of a branch, measures what its trials ask for. Runs in any JVM, on one thread. */
package io.espalier.run;
