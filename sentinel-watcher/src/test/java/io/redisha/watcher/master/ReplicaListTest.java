package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.by;
import static io.redisha.watcher.master.Report.node;
import static io.redisha.watcher.master.Report.votes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.feed.MasterState.Replica;
import io.redisha.watcher.sentinel.ReplicaState;

class ReplicaListTest {

    private static final List<Replica> NONE = List.of();

    @Test
    void shouldListWhatMostListInOrder() {
        Votes votes = votes(3, by("s1").master("a", 5).replicas("c", "b"), by("s2").master("a", 5).replicas("c", "b"),
                by("liar").master("a", 5).replicas("evil", "c"));

        assertEquals(List.of(new Replica("b", 1, ReplicaState.ONLINE), new Replica("c", 1, ReplicaState.ONLINE)),
                ReplicaList.of(node("a"), votes, NONE));
    }

    @Test
    void shouldShowTheStateThatMostSee() {
        Votes votes = votes(3, by("s1").master("a", 5).replicas(ReplicaState.DOWN, true, "b", "c"),
                by("s2").master("a", 5).replicas(ReplicaState.DOWN, true, "b").replicas("c"),
                by("s3").master("a", 5).replicas("b").replicas(ReplicaState.UNKNOWN, false, "c"));

        assertEquals(List.of(new Replica("b", 1, ReplicaState.DOWN), new Replica("c", 1, ReplicaState.UNKNOWN)),
                ReplicaList.of(node("a"), votes, NONE));
    }

    @Test
    void shouldLeaveOutTheMasterAndThoseWhoNameAnother() {
        Votes votes = votes(3, by("s1").master("b/id-b", 6).replicas("a", "ip/id-b"),
                by("s2").master("a", 5).replicas("b", "c"));

        assertEquals(List.of(new Replica("a", 1, ReplicaState.ONLINE)), ReplicaList.of(node("b/id-b"), votes, NONE));
    }

    @Test
    void shouldKeepTheListWithoutStatesWhileNobodyAnswers() {
        assertEquals(List.of(new Replica("b", 1, ReplicaState.UNKNOWN)),
                ReplicaList.of(node("a"), votes(3), List.of(new Replica("b", 1, ReplicaState.ONLINE))));
    }
}
