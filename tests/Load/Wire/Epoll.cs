using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Load.Wire;

/// <summary>Which of many descriptors can be read or written (epoll(7), level-triggered). One thread uses it.</summary>
internal sealed unsafe partial class Epoll : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;

    /// <summary>The connection has ended or failed. The kernel reports this unasked, except for a half-closed connection.</summary>
    public const uint Ended = 8 | 0x10 | 0x2000;

    private const uint HalfClosed = 0x2000;
    private const int CloseOnExec = 0x80000;
    private const int Adding = 1;
    private const int Changing = 3;
    private const int Most = 512;

    /// <summary>The kernel's struct is packed on x86-64 only.</summary>
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _descriptor = NativeCreate(CloseOnExec);
    private readonly byte[] _events = new byte[Most * 16];

    /// <summary>Starts to watch a descriptor. Closing the descriptor ends this.</summary>
    public void Add(int descriptor, int tag, uint events) => Control(Adding, descriptor, tag, events);

    public void Change(int descriptor, int tag, uint events) => Control(Changing, descriptor, tag, events);

    /// <summary>Waits for at most <paramref name="milliseconds"/>; returns how many are ready.</summary>
    public int Wait(int milliseconds)
    {
        fixed (byte* events = _events)
            return Math.Max(0, NativeWait(_descriptor, events, Most, milliseconds));
    }

    /// <summary>The tag and the events of the ready descriptor at <paramref name="index"/>.</summary>
    public (int Tag, uint Events) this[int index]
    {
        get
        {
            var one = _events.AsSpan(index * Stride, Stride);
            return (BinaryPrimitives.ReadInt32LittleEndian(one[(Stride - 8)..]), BinaryPrimitives.ReadUInt32LittleEndian(one));
        }
    }

    public void Dispose() => Posix.Close(_descriptor);

    private void Control(int operation, int descriptor, int tag, uint events)
    {
        var one = stackalloc byte[16];
        var bytes = new Span<byte>(one, 16);
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, events | HalfClosed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(Stride - 8)..], tag);
        if (NativeControl(_descriptor, operation, descriptor, one) < 0)
            throw new IOException($"epoll_ctl: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int NativeCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int NativeControl(int epoll, int operation, int descriptor, byte* description);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int NativeWait(int epoll, byte* events, int most, int milliseconds);
}
