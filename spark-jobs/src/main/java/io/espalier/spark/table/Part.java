package io.espalier.spark.table;

import io.espalier.storage.DamagedException;
import io.espalier.storage.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One immutable file of a table. Reading it throws {@link DamagedException} if it is not whole, {@link StoreException} if
 * another version wrote it, and {@link FileNotFoundException} if it has been set aside.
 *
 * <p>Tables grow: a nullable column that the build which wrote the file did not have is null in its rows, and one that
 * only a later build has is not read.
 */
public interface Part<T extends Record> {
    /** Footer key of the batch that a part belongs to, with those of other tables. */
    String BATCH = "batch";

    /**
     * What a file holds.
     *
     * @param missing columns that the build which wrote it did not have: they are null in all its rows
     * @param footer its key-values
     */
    record Content<T>(List<T> rows, Set<String> missing, Map<String, String> footer) {
        /** What is taken of a file that is not there, or cannot be read. */
        public static <T> Content<T> none() {
            return new Content<>(List.of(), Set.of(), Map.of());
        }

        /** The batch that it belongs to; none if there is no such file. */
        public Optional<String> batch() {
            return Optional.ofNullable(footer.get(BATCH));
        }
    }

    /** What messages call its file. */
    String file();

    /** The footer's key-values, without the rows. */
    Map<String, String> footer() throws IOException;

    /** All of it. */
    Content<T> content() throws IOException;

    /** The values of one string column. */
    List<String> strings(String column) throws IOException;

    /** Throws if the file has columns that this build does not know and would lose. */
    void checkKnown() throws IOException;

    default List<T> rows() throws IOException {
        return content().rows();
    }
}
