package io.espalier.spark.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path in a mounted file system; an address, as in {@code s3a://bucket/sweep}, would quietly become a folder here. */
final class LocalPath implements ITypeConverter<Path> {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    @Override
    public Path convert(String text) {
        if (ADDRESS.matcher(text).matches()) {
            throw new TypeConversionException(text + " (must be a path in a mounted file system, not an address)");
        }
        return Path.of(text);
    }
}
