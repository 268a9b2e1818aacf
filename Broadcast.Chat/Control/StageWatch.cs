namespace Broadcast.Chat.Control;

/// <summary>A connection's watch over the stages: up to which version it was told. Written by the feed alone.</summary>
internal sealed class StageWatch
{
    public long Sent { get; set; }
}
