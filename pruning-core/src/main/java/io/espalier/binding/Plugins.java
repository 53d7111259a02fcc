package io.espalier.binding;

import java.net.URLClassLoader;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where the variants of open families are looked for.
 *
 * @param jars how many the loader and its parents had been given; they may be given more
 */
record Plugins(ClassLoader loader, int jars) {
    static Plugins of(ClassLoader loader) {
        return new Plugins(
                loader,
                Stream.iterate(loader, Objects::nonNull, ClassLoader::getParent)
                        .filter(URLClassLoader.class::isInstance)
                        .mapToInt(one -> ((URLClassLoader) one).getURLs().length)
                        .sum());
    }

    /** What this thread's context class loader sees, user jars included. */
    static Plugins ofContext() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return of(context == null ? Plugins.class.getClassLoader() : context);
    }
}
