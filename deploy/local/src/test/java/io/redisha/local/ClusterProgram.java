package io.redisha.local;

import java.io.IOException;
import java.util.stream.Stream;

/** A JVM of its own that starts a cluster, prints the ports of its nodes and waits for its end. */
final class ClusterProgram {

    private ClusterProgram() {
    }

    public static void main(String[] arguments) throws IOException {
        HaCluster cluster = HaCluster.builder().start();
        cluster.nodes().get(2).suspend();
        Stream.concat(cluster.nodes().stream(), cluster.sentinels().stream()).forEach(node -> System.out.println(node.port()));
        System.out.println("started");
        System.in.read();
    }
}
