package io.espalier.spark.sweep;

import io.espalier.storage.CountedStorage;
import io.espalier.storage.Requests;
import io.espalier.storage.Storage;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/** Requests to storages, of the driver and, as a Spark accumulator, of all tasks that finished. */
public final class RequestCounter extends AccumulatorV2<Requests, Requests> implements Consumer<Requests> {
    private static final long serialVersionUID = 1L;

    /** Null until a copy that a task took with it is read whole, while a heartbeat may ask already. */
    private @Nullable Requests sum = Requests.NONE;

    /** This, for tasks to take with them. */
    RequestCounter of(JavaSparkContext spark) {
        if (!isRegistered()) {
            spark.sc().register(this, "requests");
        }
        return this;
    }

    /** The same storage, its requests counted. */
    public Storage counting(Storage storage) {
        return new CountedStorage(storage, this);
    }

    @Override
    public void accept(Requests requests) {
        add(requests);
    }

    @Override
    public synchronized void add(Requests requests) {
        sum = value().plus(requests);
    }

    @Override
    public void merge(AccumulatorV2<Requests, Requests> other) {
        add(other.value());
    }

    @Override
    public synchronized Requests value() {
        return Objects.requireNonNullElse(sum, Requests.NONE);
    }

    @Override
    public boolean isZero() {
        return value().equals(Requests.NONE);
    }

    @Override
    public RequestCounter copy() {
        RequestCounter copy = new RequestCounter();
        copy.add(value());
        return copy;
    }

    @Override
    public synchronized void reset() {
        sum = Requests.NONE;
    }
}
