/** Networks with fewer, larger operators: what integer arithmetic and generated code start from. */
package io.espalier.export.fusion;
