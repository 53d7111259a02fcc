package io.espalier.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.storage.Storage;
import io.espalier.storage.StorageContract;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a name node and a data node of their own, over loopback. */
@Tag("slow")
class HadoopStorageTest extends StorageContract {
    @TempDir
    private static Path disk;

    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new HdfsConfiguration();
        configuration.set("dfs.namenode.resource.du.reserved", "0");
        cluster = new MiniDFSCluster.Builder(configuration, disk.toFile())
                .numDataNodes(1)
                .build();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    private static URI address() {
        return cluster.getURI().resolve("/" + UUID.randomUUID() + "/out");
    }

    @Override
    protected Storage open(Path folder) throws IOException {
        return HadoopStorage.at(address(), cluster.getConfiguration(0));
    }

    @Test
    void isOpenedByItsScheme() {
        String address = address().toString();
        assertThat(Storages.of(address)).isInstanceOf(HadoopStorage.class).hasToString(address);
    }
}
