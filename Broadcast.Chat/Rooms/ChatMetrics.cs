using System.Diagnostics.Metrics;

namespace Broadcast.Chat.Rooms;

/// <summary>The metrics of this service.</summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "LiveFestival.Chat";

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Connections = meter.CreateUpDownCounter<long>("livefestival.chat.connections", description: "Open hub connections");
        Messages = meter.CreateCounter<long>("livefestival.chat.messages", description: "Chat messages appended");
        MessagesHeld = meter.CreateCounter<long>("livefestival.chat.messages_held", description: "Chat messages that wait for a moderator");
        Moderated = meter.CreateCounter<long>("livefestival.chat.moderated", description: "Moderators' acts, by act");
        Refused = meter.CreateCounter<long>("livefestival.chat.refused", description: "Calls refused, by code");
        Frames = meter.CreateCounter<long>("livefestival.chat.frames", description: "Frames written to connections");
        FramesHeld = meter.CreateCounter<long>("livefestival.chat.frames_held", description: "Frames held back because the last one was still in flight");
        SlowClosed = meter.CreateCounter<long>("livefestival.chat.slow_closed", description: "Connections closed because they did not read");
        FloodsClosed = meter.CreateCounter<long>("livefestival.chat.floods_closed", description: "Connections closed because they went on calling while refused");
        ChatLeftOut = meter.CreateCounter<long>("livefestival.chat.left_out", description: "Chat messages left out, times the connections that did not get them");
        PacksDropped = meter.CreateCounter<long>("livefestival.chat.packs_dropped", description: "Notices dropped because the tail's queue was full");
        GapsFilled = meter.CreateCounter<long>("livefestival.chat.gaps_filled", description: "Holes in the followed log that were read from Redis");
        OlderRead = meter.CreateCounter<long>("livefestival.chat.older_read", description: "Reads of Redis for clients that resume from before a node's ring");
        LogMoved = meter.CreateCounter<long>("livefestival.chat.log_moved", description: "Comparisons repeated because the log was replaced while it was read");
        Resyncs = meter.CreateCounter<long>("livefestival.chat.resyncs", description: "Changes of a room's epoch that this node saw");
        Answers = meter.CreateCounter<long>("livefestival.chat.answers", description: "Answers to questions, by result");
        Votes = meter.CreateCounter<long>("livefestival.chat.votes", description: "Votes in polls, by result");
        StagesNotAsked = meter.CreateCounter<long>("livefestival.chat.stages_not_asked", description: "Batches of a relay's chat judged by the facts alone, because the slot of the stage was away");
        Copies = meter.CreateCounter<long>("livefestival.chat.copies", description: "Events copied into relay rooms");
        ReportsUnread = meter.CreateCounter<long>("livefestival.chat.reports_unread", description: "Reads for staff that Redis did not answer, by room");
        Yours = meter.CreateCounter<long>("livefestival.chat.yours", description: "Messages about what concerns one person alone, written to connections");
        YoursDropped = meter.CreateCounter<long>("livefestival.chat.yours_dropped", description: "Entries of inboxes that were not sent, because the node's queue or a client's was full: clients read them");
        Tick = meter.CreateHistogram<double>("livefestival.chat.tick", unit: "ms", description: "Length of a round of a room's pump");
        Sweep = meter.CreateHistogram<double>("livefestival.chat.sweep", unit: "ms", description: "Time to write one room's frames");
    }

    public UpDownCounter<long> Connections { get; }

    public Counter<long> Messages { get; }

    public Counter<long> MessagesHeld { get; }

    public Counter<long> Moderated { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Frames { get; }

    public Counter<long> FramesHeld { get; }

    public Counter<long> SlowClosed { get; }

    public Counter<long> FloodsClosed { get; }

    public Counter<long> ChatLeftOut { get; }

    public Counter<long> PacksDropped { get; }

    public Counter<long> GapsFilled { get; }

    public Counter<long> OlderRead { get; }

    public Counter<long> LogMoved { get; }

    public Counter<long> Resyncs { get; }

    public Counter<long> Answers { get; }

    public Counter<long> Votes { get; }

    public Counter<long> StagesNotAsked { get; }

    public Counter<long> Copies { get; }

    public Counter<long> ReportsUnread { get; }

    public Counter<long> Yours { get; }

    public Counter<long> YoursDropped { get; }

    public Histogram<double> Tick { get; }

    public Histogram<double> Sweep { get; }
}
