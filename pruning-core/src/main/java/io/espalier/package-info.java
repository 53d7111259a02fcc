/** Neural-network compression: recipes, networks, pruning, training. */
@NullMarked
package io.espalier;

import org.jspecify.annotations.NullMarked;
