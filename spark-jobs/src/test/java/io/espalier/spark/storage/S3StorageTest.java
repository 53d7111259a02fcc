package io.espalier.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import io.espalier.storage.Storage.Durability;
import io.espalier.storage.StorageContract;
import io.espalier.storage.Storages;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a server of its own, over loopback. */
class S3StorageTest extends StorageContract {
    @TempDir
    private static Path disk;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(disk);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Storage open(Path folder) {
        Configuration configuration = server.configuration();
        return S3Storage.at(
                URI.create("s3a://" + S3Server.BUCKET + "/" + UUID.randomUUID() + "/out"), () -> configuration);
    }

    /** An upload that fails half way leaves no object, neither a whole nor a cut one. */
    @Test
    void createsNothingOfAContentThatFails() throws IOException {
        Storage storage = open(disk);
        Content failing = file -> {
            file.write(ByteBuffer.wrap(new byte[100]));
            throw new IOException("the disk is gone");
        };
        assertThatThrownBy(() -> storage.createIfAbsent("a", failing, Durability.SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("the disk is gone");
        assertThatThrownBy(() -> storage.replace("a", failing)).isInstanceOf(StoreException.class);
        assertThat(storage.exists("a")).isFalse();
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        Configuration configuration = server.configuration();
        Storage storage = S3Storage.at(URI.create("s3a://nowhere/out"), () -> configuration);
        assertThatThrownBy(() -> storage.createIfAbsent("a", Content.of(new byte[1]), Durability.SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot write s3a://nowhere/out/a: ");
        assertThatThrownBy(() -> storage.read("a")).isInstanceOf(StoreException.class);
    }

    @Test
    void readsItsSettingsOnce() throws IOException {
        Configuration configuration = server.configuration();
        AtomicInteger asked = new AtomicInteger();
        Storage storage = S3Storage.at(URI.create("s3a://" + S3Server.BUCKET + "/" + UUID.randomUUID()), () -> {
            asked.incrementAndGet();
            return configuration;
        });
        assertThat(asked).hasValue(0);
        storage.replace("a", Content.of(new byte[1]));
        storage.read("a");
        storage.list("");
        assertThat(asked).hasValue(1);
    }

    @Test
    void isOpenedByItsScheme() {
        assertThat(Storages.of("s3a://bucket/data/out"))
                .isInstanceOf(S3Storage.class)
                .hasToString("s3a://bucket/data/out");
    }

    @Test
    void takesNoCredentialsInItsAddress() {
        assertThatThrownBy(() -> Storages.of("s3a://key:secret@bucket/out"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("s3a://...@bucket/out")
                .hasMessageNotContaining("secret@");
    }
}
