using System.Globalization;
using System.Runtime.InteropServices;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>A process id together with its start time, because process ids are reused.</summary>
/// <param name="Id">As in kill(2).</param>
/// <param name="StartTime">Clock ticks since boot: field 22 of <c>/proc/[pid]/stat</c> (proc(5)).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessIdentity(int Id, ulong StartTime)
{
    /// <summary>Null when there is no such process. A zombie counts as gone: it holds no files.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            // The name in field 2 may hold spaces and brackets: fields are counted after its last bracket.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(id, ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
