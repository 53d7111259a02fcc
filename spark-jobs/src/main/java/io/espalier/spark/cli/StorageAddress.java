package io.espalier.spark.cli;

import io.espalier.binding.InvalidValueException;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path or the address of a storage, of which nobody may know the scheme. */
record StorageAddress<T>(Function<String, T> storages) implements ITypeConverter<T> {
    @Override
    public T convert(String text) {
        try {
            return storages.apply(text);
        } catch (InvalidValueException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()).replaceFirst("^Invalid \\w+: ", ""));
        }
    }
}
