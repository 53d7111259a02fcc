package io.espalier.keys;

import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Suggestions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A place of a sweep file, as in {@code recipe.train.patience}: names of keys and of variants, one below the other.
 *
 * @param key it, where the place is one; null at the root and at a variant
 */
public record KeyPlace(
        String path, ValueType value, @Nullable Key key) {
    /**
     * Finds a place; indices as in {@code recipe[1]} are left out.
     *
     * @throws InvalidValueException if there is none
     */
    public static KeyPlace of(String path, KeyCatalog catalog) {
        KeyPlace place = root(catalog);
        for (String name : names(path)) {
            KeyPlace above = place;
            place = above.below(name, catalog).orElseThrow(() -> above.refusal(name, path, catalog));
        }
        return place;
    }

    /** Every record and family once, at the shortest path to it. */
    public static Map<Class<?>, KeyPlace> all(KeyCatalog catalog) {
        Map<Class<?>, KeyPlace> all = new LinkedHashMap<>();
        Deque<KeyPlace> open = new ArrayDeque<>(List.of(root(catalog)));
        while (!open.isEmpty()) {
            KeyPlace place = open.remove();
            Class<?> type = place.value.content().type().orElse(null);
            if (type != null && all.putIfAbsent(type, place) == null) {
                place.value.below(catalog).keySet().forEach(name -> place.below(name, catalog)
                        .ifPresent(open::add));
            }
        }
        return all;
    }

    private static KeyPlace root(KeyCatalog catalog) {
        return new KeyPlace("", catalog.root(), null);
    }

    private Optional<KeyPlace> below(String name, KeyCatalog catalog) {
        ValueType found = value.below(catalog).get(name);
        String longer = path.isEmpty() ? name : path + "." + name;
        return Optional.ofNullable(found).map(type -> new KeyPlace(longer, type, keyNamed(name, catalog)));
    }

    private @Nullable Key keyNamed(String name, KeyCatalog catalog) {
        return keys(catalog).stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The keys of the object that stands here; none where it is no object. */
    public List<Key> keys(KeyCatalog catalog) {
        return value.content().keys(catalog);
    }

    /** The records that may stand here, by name. */
    public SortedMap<String, Class<?>> variants(KeyCatalog catalog) {
        return value.content().variants(catalog);
    }

    private static String[] names(String path) {
        String plain = path.replaceAll("\\[[^\\]]*\\]", "");
        return plain.isEmpty() ? new String[0] : plain.split("\\.", -1);
    }

    private InvalidValueException refusal(String wrong, String whole, KeyCatalog catalog) {
        Set<String> here = value.below(catalog).keySet();
        String where = path.isEmpty() ? "a sweep file" : path;
        if (here.isEmpty()) {
            return new InvalidValueException("key", whole, "end at " + where);
        }
        String known = new Suggestions(here).insteadOf(wrong);
        String elsewhere = known.contains("did you mean") ? "" : elsewhere(wrong, catalog);
        return new InvalidValueException("key", whole, "name, in " + where + ", " + known + elsewhere);
    }

    /** Where else there is something of that name. */
    private static String elsewhere(String name, KeyCatalog catalog) {
        return all(catalog).values().stream()
                .filter(place -> place.value.below(catalog).containsKey(name))
                .findFirst()
                .map(place -> "; did you mean " + place.path + (place.path.isEmpty() ? "" : ".") + name + "?")
                .orElse("");
    }
}
