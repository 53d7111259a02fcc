package io.espalier.storage;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The storages that addresses name. */
public final class Storages {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*", Pattern.DOTALL);

    private Storages() {}

    /**
     * The storage at a path of a mounted file system, or at an address of a registered scheme, as in {@code file:/data/out}.
     *
     * @throws InvalidValueException if it is no path or address, or nobody knows the scheme
     */
    public static Storage of(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return LocalStorage.at(LocalStorage.pathOf(address));
        }
        Map<String, Storage.Provider> providers = providers();
        Storage.Provider provider = providers.get(matcher.group(1).toLowerCase(Locale.ROOT));
        if (provider == null) {
            throw new InvalidValueException(
                    "address",
                    address,
                    "be a path in a mounted file system, or start with "
                            + providers.keySet().stream()
                                    .map(scheme -> scheme + ":")
                                    .collect(Collectors.joining(" or ")));
        }
        return open(provider, address);
    }

    private static Storage open(Storage.Provider provider, String address) {
        try {
            return provider.open(URI.create(address));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidValueException(
                    "address", address, "be like " + provider.example() + ": " + e.getMessage());
        }
    }

    /** The same, of a folder that belongs to the user: nothing but the files themselves is left there. */
    public static Storage ofUser(String address) {
        return isPath(address) ? LocalStorage.ofUser(LocalStorage.pathOf(address)) : of(address);
    }

    private static boolean isPath(String address) {
        return !ADDRESS.matcher(address).matches();
    }

    /** By scheme, those of user jars included. */
    static Map<String, Storage.Provider> providers() {
        Map<String, Storage.Provider> providers = new TreeMap<>();
        ServiceLoader.load(Storage.Provider.class).forEach(provider -> providers.put(provider.scheme(), provider));
        return providers;
    }
}
