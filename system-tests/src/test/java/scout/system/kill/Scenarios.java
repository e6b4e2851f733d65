package scout.system.kill;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildRequest;

/** The scenarios: each step that a file, a person or the layers can bring about. */
enum Scenarios implements Scenario {
  /** A file with good and bad records arrives; some of them are known from another. */
  LOAD {
    @Override
    public void act(Site site) {
      site.arrived(NEXT, site.upload(NEXT, Input.mixed()));
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitJourney(NEXT);
    }
  },
  /** A damaged file arrives. */
  QUARANTINE {
    @Override
    public void act(Site site) {
      site.arrived(TORN, site.upload(TORN, Input.torn()));
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitJourney(TORN);
    }
  },
  /** A damaged file arrives that is too large to be copied in one call. */
  HUGE {
    @Override
    public void act(Site site) throws Exception {
      site.arrived(TORN + ".gz", Uploads.huge(site, TORN + ".gz"));
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitJourney(TORN + ".gz");
    }
  },
  /** A person has an archived file read again. */
  REPLAY {
    @Override
    public void act(Site site) {
      reprocess(site, BASE);
    }

    @Override
    public void again(Site site) {
      act(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      awaitRequest(site, BASE);
    }
  },
  /** A person has a quarantined file read again, and now it can be loaded. */
  PARDON {
    @Override
    public WorkerProcess prepare(Site site) throws Exception {
      WorkerProcess strict = super.prepare(site);
      site.arrived(TORN, site.upload(TORN, Input.mostlyBroken()));
      site.awaitJourney(TORN);
      site.kill(strict);
      site.setting("SCOUT_MAX_REJECTED_PERCENT", "100");
      return site.startWorker();
    }

    @Override
    public void act(Site site) {
      reprocess(site, TORN);
    }

    @Override
    public void again(Site site) {
      act(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      awaitRequest(site, TORN);
    }
  },
  /** A person takes an archived file out. */
  DISCARD {
    @Override
    public void act(Site site) {
      discard(site, BASE);
    }

    @Override
    public void again(Site site) {
      act(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      awaitRequest(site, BASE);
    }
  },
  /** The bytes of an archived file come again in another upload. */
  DUPLICATE {
    @Override
    public void act(Site site) throws Exception {
      site.arrived(BASE, Uploads.inParts(site, BASE, Input.records(0, BASE_RECORDS)));
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitJourney(BASE);
    }
  },
  /** An object is announced that is not there. */
  GONE {
    @Override
    public void act(Site site) {
      site.arrived(NEXT, "00000000000000000000000000000000");
    }

    @Override
    public void again(Site site) {
      act(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitJourney(NEXT);
    }
  },
  /** A sweep finds a backlog of small files. */
  BULK {
    private static final int FILES = 60;
    private static final int RECORDS = 20;

    @Override
    public WorkerProcess prepare(Site site) throws Exception {
      site.setting("SCOUT_BULK_MIN_FILES", "30");
      return super.prepare(site);
    }

    @Override
    public void act(Site site) {
      for (int i = 0; i < FILES; i++) {
        site.upload(
            "till-3/small-%02d.jsonl".formatted(i), Input.records(i * RECORDS / 2, RECORDS));
      }
      site.startSweep();
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitSweep();
    }
  },
  /** Storage events of many small files and a damaged one come at once; it is the starter's. */
  LIVE {
    private static final int FILES = 60;
    private static final int RECORDS = 20;

    /** The worker goes, so that only the starter is left to be killed. */
    @Override
    public WorkerProcess prepare(Site site) throws Exception {
      site.kill(super.prepare(site));
      return site.startStarter();
    }

    @Override
    public void act(Site site) {
      Map<String, String> etags = new LinkedHashMap<>();
      for (int i = 0; i < FILES; i++) {
        String path = "till-3/live-%02d.jsonl".formatted(i);
        etags.put(path, site.upload(path, Input.records(i * RECORDS / 2, RECORDS)));
      }
      etags.put(TORN, site.upload(TORN, Input.torn()));
      site.announce(etags, RECORDS);
    }

    @Override
    public void unharmed(Site site) throws Exception {
      site.startWorker();
    }

    /** A sweep that met the groups would archive some files a second time, to the same place. */
    @Override
    public void restart(Site site) throws Exception {
      site.startWorker();
      site.startStarter();
      awaitDone(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.until(
          "the inbox is empty and all files rest",
          () ->
              site.one(
                      "SELECT (SELECT count(*) FROM scout.live_inbox) = 0 AND count(*) = %d"
                              .formatted(FILES + 1)
                          + " FROM scout.files WHERE object_key NOT LIKE '%'||? AND"
                          + " (status = 'archived' OR status = 'quarantined' AND archived_key IS NOT NULL)",
                      BASE)
                  .equals("t"));
      site.awaitJourney(TORN);
    }
  },
  /** The layers are not what they should be, and a person rebuilds them. */
  REBUILD {
    @Override
    public WorkerProcess prepare(Site site) throws Exception {
      WorkerProcess worker = super.prepare(site);
      site.arrived(NEXT, site.upload(NEXT, Input.mixed()));
      site.awaitJourney(NEXT);
      Settling.settle(site);
      site.change(
          "UPDATE scout.silver_edge_transactions SET amount = 999 WHERE transaction_id = 't-7'");
      site.change("UPDATE scout.gold_store_daily_summary SET transaction_count = 0");
      site.change("UPDATE scout.platinum_store_features SET ma7_transactions = 0");
      return worker;
    }

    @Override
    public void act(Site site) {
      Rebuild rebuild =
          site.client()
              .newWorkflowStub(
                  Rebuild.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(WorkflowIds.REBUILD)
                      .setTaskQueue(TaskQueues.LAYERS)
                      .build());
      WorkflowClient.start(
          rebuild::run, new RebuildRequest(Layer.SILVER, null, null, null, false), null);
    }

    @Override
    public void again(Site site) {
      act(site);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitEnd(WorkflowIds.REBUILD);
    }
  },
  /** A person gives declared tables another form, while a file arrives. */
  APPLY {
    @Override
    public WorkerProcess prepare(Site site) throws Exception {
      WorkerProcess worker = super.prepare(site);
      KillModels.apply(site, KillModels.FIRST);
      site.awaitEnd(WorkflowIds.MODELS_APPLY);
      Settling.settle(site);
      return worker;
    }

    @Override
    public void act(Site site) {
      KillModels.apply(site, KillModels.SECOND);
      site.arrived(NEXT, site.upload(NEXT, Input.mixed()));
    }

    @Override
    public void again(Site site) {
      KillModels.apply(site, KillModels.SECOND);
    }

    @Override
    public void awaitDone(Site site) throws Exception {
      site.awaitEnd(WorkflowIds.MODELS_APPLY);
      site.awaitJourney(NEXT);
    }
  };

  private static final String BASE = "till-1/base.jsonl";
  private static final String NEXT = "till-2/next.jsonl";
  private static final String TORN = "till-4/torn.json";
  private static final int BASE_RECORDS = 1_500;
  private static final String REQUEST = "request-1";

  @Override
  public WorkerProcess prepare(Site site) throws Exception {
    WorkerProcess worker = site.startWorker();
    site.arrived(BASE, site.upload(BASE, Input.records(0, BASE_RECORDS)));
    site.awaitJourney(BASE);
    Settling.settle(site);
    return worker;
  }

  /** A person asks for a file to be read again; always with the same id. */
  static void reprocess(Site site, String path) {
    tell(
        site,
        path,
        (batch, journey) ->
            batch.add(journey::reprocess, new ReprocessRequest("look again", null, REQUEST)));
  }

  /** A person asks for a file to be taken out. */
  static void discard(Site site, String path) {
    tell(
        site,
        path,
        (batch, journey) ->
            batch.add(journey::discard, new DiscardRequest("a test till", null, REQUEST)));
  }

  private static void tell(Site site, String path, BiConsumer<BatchRequest, FileJourney> signal) {
    Journeys.tell(site.client(), site.name(), Site.PREFIX + path, Journeys.LIVE, signal);
  }

  /** Waits until a person's request is carried out. */
  static void awaitRequest(Site site, String path) throws Exception {
    site.until(
        "the request is carried out",
        () ->
            site.one(
                    "SELECT count(*) FROM scout.files WHERE object_key = ? AND request_id = ?",
                    Site.PREFIX + path,
                    REQUEST)
                .equals("1"));
    site.awaitJourney(path);
  }
}
