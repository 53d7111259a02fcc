/** Trained networks as files that other programs execute, each executed before it is called done. */
package io.espalier.export;
