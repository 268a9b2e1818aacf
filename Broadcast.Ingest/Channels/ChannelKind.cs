namespace Broadcast.Ingest.Channels;

/// <summary>What a channel shows.</summary>
internal enum ChannelKind
{
    /// <summary>The source of one stage.</summary>
    Stage,

    /// <summary>The stages of a festival, one after another.</summary>
    Relay,
}
