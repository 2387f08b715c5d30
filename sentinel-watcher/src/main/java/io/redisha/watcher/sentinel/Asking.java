package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * The connection on which one Sentinel is asked about all watched masters: once in every interval, which may change, and at
 * once when there is a hint. One question is under way at a time. Confined to the watch loop.
 */
final class Asking implements LinkKeeper.Owner {

    /** Hints come in bursts; one answer serves a burst. */
    private static final long LEAST_GAP_MILLIS = 10;

    /** Who wants the answers. */
    interface Listener {

        /**
         * @param runId the Sentinel's own id, if it tells one
         * @param reports by master; a master that this Sentinel does not watch is not among them
         */
        void answered(Optional<String> runId, Map<String, SentinelReport> reports);

        void lost(Throwable why);
    }

    private final WatchLoop loop;
    private final String address;
    private final List<String> masters;
    private final Supplier<Duration> interval;
    private final Listener listener;
    private final LinkKeeper keeper;
    private RedisLink link;
    private Optional<String> runId = Optional.empty();
    private boolean underWay;
    private boolean hinted;
    private long timer = -1;
    private long lastAsked;

    /** @param address names the Sentinel in its reports if it tells no id */
    Asking(WatchLoop loop, Supplier<Future<RedisLink>> dial, Backoff backoff, String address, List<String> masters,
            Supplier<Duration> interval, Listener listener) {
        this.loop = loop;
        this.address = address;
        this.masters = masters;
        this.interval = interval;
        this.listener = listener;
        this.keeper = new LinkKeeper(loop, dial, backoff, this);
    }

    void start() {
        keeper.start();
    }

    void stop() {
        keeper.stop();
        loop.cancel(timer);
        link = null;
    }

    /** Something happened: ask now rather than at the next turn. */
    void hint() {
        if (underWay) {
            // The answer under way may be older than what happened.
            hinted = true;
        } else if (link != null) {
            askAfter(LEAST_GAP_MILLIS);
        }
    }

    @Override
    public void opened(RedisLink opened) {
        link = opened;
        underWay = true;
        opened.ask(Request.cmd(Command.SENTINEL).arg("MYID")).onComplete(answer -> {
            if (opened == link) {
                runId = Optional.ofNullable(answer.result()).map(Response::toString);
                ask();
            }
        });
    }

    @Override
    public void lost(Throwable why) {
        loop.cancel(timer);
        link = null;
        underWay = false;
        listener.lost(why);
    }

    private void ask() {
        underWay = true;
        hinted = false;
        lastAsked = loop.now();
        RedisLink asked = link;
        Map<String, Future<List<Response>>> answers = new LinkedHashMap<>();
        masters.forEach(master -> answers.put(master, asked.askAll(SentinelQuestion.about(master))));
        Future.join(List.copyOf(answers.values())).onComplete(all -> {
            if (asked == link) {
                read(answers);
            }
        });
    }

    private void read(Map<String, Future<List<Response>>> answers) {
        Map<String, SentinelReport> reports = new LinkedHashMap<>();
        try {
            answers.forEach((master, answer) -> {
                if (answer.succeeded()) {
                    reports.put(master, SentinelQuestion.read(runId.orElse(address), answer.result()));
                } else if (!SentinelQuestion.isUnknownMaster(answer.cause())) {
                    throw new MalformedAnswer(SentinelQuestion.error(answer.cause()));
                }
            });
        } catch (MalformedAnswer e) {
            keeper.giveUp(link, e);
            return;
        }
        underWay = false;
        keeper.proved();
        askAfter(hinted ? LEAST_GAP_MILLIS : interval.get().toMillis());
        listener.answered(runId, reports);
    }

    /** @param gap from the start of the last question */
    private void askAfter(long gap) {
        loop.cancel(timer);
        timer = loop.after(Duration.ofMillis(lastAsked + gap - loop.now()), this::ask);
    }
}
