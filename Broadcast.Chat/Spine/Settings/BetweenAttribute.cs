namespace Broadcast.Chat.Spine.Settings;

/// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BetweenAttribute(double from, double to) : SettingRuleAttribute
{
    public double From => from;

    public double To => to;

    protected override string Wanted => $"be from {from} to {to}";

    protected override bool IsKept(object value) => Convert.ToDouble(value) is var number && number >= from && number <= to;
}
