package io.espalier.spark.table;

import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Parts whose rows stay in memory: their files hold a number under which the rows are found, so that what a ledger does
 * with files costs nothing but that. A file that is cut short is damaged, as one in Parquet is.
 */
public final class RowsInMemory implements PartFormat {
    private record Written(List<?> rows, Map<String, String> footer) {}

    private final List<Written> written = new ArrayList<>();

    @Override
    public <T extends Record> byte[] write(TableSchema<T> schema, List<T> rows, Map<String, String> footer) {
        written.add(new Written(List.copyOf(rows), Map.copyOf(footer)));
        return ByteBuffer.allocate(Integer.BYTES).putInt(written.size() - 1).array();
    }

    @Override
    public <T extends Record> Part<T> part(TableSchema<T> schema, Storage storage, String name) {
        return new MemoryPart<>(schema, storage, name);
    }

    private final class MemoryPart<T extends Record> implements Part<T> {
        private final TableSchema<T> schema;
        private final Storage storage;
        private final String name;

        MemoryPart(TableSchema<T> schema, Storage storage, String name) {
            this.schema = schema;
            this.storage = storage;
            this.name = name;
        }

        private Written read() throws IOException {
            byte[] bytes = storage.read(name).orElseThrow(() -> new FileNotFoundException(file()));
            if (bytes.length != Integer.BYTES) {
                throw new DamagedException(file(), "it is cut short");
            }
            return written.get(ByteBuffer.wrap(bytes).getInt());
        }

        @Override
        public String file() {
            return storage.locate(name);
        }

        @Override
        public Map<String, String> footer() throws IOException {
            return read().footer;
        }

        @Override
        @SuppressWarnings("unchecked") // the name of a file is of its table, which has one type of rows
        public Content<T> content() throws IOException {
            Written file = read();
            return new Content<>((List<T>) file.rows, Set.of(), file.footer);
        }

        @Override
        public List<String> strings(String column) throws IOException {
            int index = IntStream.range(0, schema.columns().size())
                    .filter(i -> schema.columns().get(i).name().equals(column))
                    .findFirst()
                    .orElseThrow();
            return rows().stream()
                    .map(row -> (String) schema.values(row)[index])
                    .toList();
        }

        @Override
        public void checkKnown() throws IOException {
            read();
        }
    }
}
