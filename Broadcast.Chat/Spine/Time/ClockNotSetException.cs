using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// This process has not measured the reference yet, so nothing may be decided by its time. It is one of Redis' exceptions: until then, the
/// process acts as if Redis were away.
/// </summary>
internal sealed class ClockNotSetException() : RedisException("The clock has not been set by its reference yet.");
