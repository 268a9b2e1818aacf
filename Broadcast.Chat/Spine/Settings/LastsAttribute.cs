namespace Broadcast.Chat.Spine.Settings;

/// <summary>A time from <paramref name="from"/> to <paramref name="to"/>, both included, written <c>d.hh:mm:ss.fff</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LastsAttribute(string from, string to) : SettingRuleAttribute
{
    private readonly TimeSpan _from = Read(from);
    private readonly TimeSpan _to = Read(to);

    public string From => from;

    public string To => to;

    protected override string Wanted => $"be from {from} to {to}";

    protected override bool IsKept(object value) => value is TimeSpan time && time >= _from && time <= _to;

    /// <summary>Refuses 24 hours and more without days: <see cref="TimeSpan.Parse(string)"/> reads <c>24:00:00</c> as 24 days.</summary>
    private static TimeSpan Read(string text) => TimeSpan.ParseExact(text, "c", null);
}
