package io.espalier.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The key that names the variant inside its own object, as in {@code {source: digits, ...}}. A family of variants
 * without it is written as an object with one key, as in {@code {adam: {rate: 0.001}}}, or as the bare name. A
 * variant with a key of its own name is known by that key as well, as in {@code {onnx: model.onnx}}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Tagged {
    String value();
}
