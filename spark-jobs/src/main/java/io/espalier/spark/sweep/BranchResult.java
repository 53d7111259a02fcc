package io.espalier.spark.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one task of a job tells the driver: measurements as JSON by step key, or what went wrong. Travels as bytes of its
 * own, so that nothing depends on the serialiser that Spark was told to use.
 */
record BranchResult(
        Map<String, String> measurements, @Nullable Throwable failure, Duration took) implements Serializable {
    private static final long serialVersionUID = 2L;

    static byte[] done(Map<String, String> measurements, Duration took) throws IOException {
        return new BranchResult(measurements, null, took).toBytes();
    }

    /** A failure that cannot travel is told of in its words. */
    static byte[] failed(Exception failure) throws IOException {
        try {
            return new BranchResult(Map.of(), failure, Duration.ZERO).toBytes();
        } catch (IOException e) {
            return new BranchResult(Map.of(), new IllegalStateException(failure.toString()), Duration.ZERO).toBytes();
        }
    }

    private byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if it holds a failure of a class that is not here */
    static BranchResult of(byte[] bytes) throws IOException {
        try (ObjectInputStream in = new ContextObjects(new ByteArrayInputStream(bytes))) {
            return (BranchResult) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("Cannot read a task's result: " + e.getMessage() + " is not on the class path", e);
        }
    }

    /** Finds classes of extensions, too. */
    private static final class ContextObjects extends ObjectInputStream {
        ContextObjects(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            return Class.forName(
                    described.getName(), false, Thread.currentThread().getContextClassLoader());
        }
    }
}
