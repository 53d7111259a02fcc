/**
 * Network families, one a file: what a sweep may name under {@code network}.
 *
 * <p>Stands on network and its operators.
 */
package io.espalier.network.zoo;
