using System.Net;
using System.Runtime.InteropServices;

namespace Load.Wire;

/// <summary>
/// The kernel's sockets as bare descriptors. .NET's own sockets cost a few objects each and a hop to the thread pool for each read, which
/// would take processor time from the servers under test.
/// </summary>
internal static unsafe partial class Posix
{
    private const int InterNetwork = 2;
    private const int StreamNonBlockingCloseOnExec = 1 | 0x800 | 0x80000;
    private const int NoSignal = 0x4000;
    private const int WouldBlock = 11;
    private const int Interrupted = 4;
    private const int InProgress = 115;

    private const int LevelSocket = 1;
    private const int SocketError = 4;
    private const int ReceiveBuffer = 8;
    private const int LevelIp = 0;
    private const int BindAddressNoPort = 24;
    private const int LevelTcp = 6;
    private const int NoDelay = 1;
    private const int MaxSegment = 2;

    /// <summary>
    /// Starts to connect without waiting. Each source address has its own ports, so one server address can have more connections than
    /// there are ports.
    /// </summary>
    /// <param name="source">An address of the loopback network.</param>
    /// <param name="server">The address of the server.</param>
    /// <param name="narrow">Whether segments and receive buffer are small, as a phone's, so that little is buffered unread.</param>
    /// <returns>The descriptor, which becomes writable once the connection is established or failed; -1 when it failed at once.</returns>
    /// <exception cref="IOException">No descriptor or no address is left.</exception>
    public static int Connect(IPAddress source, IPEndPoint server, bool narrow)
    {
        var descriptor = Checked(NativeSocket(InterNetwork, StreamNonBlockingCloseOnExec, 0), "socket");
        Set(descriptor, LevelTcp, NoDelay, 1);
        Set(descriptor, LevelIp, BindAddressNoPort, 1);
        if (narrow)
        {
            Set(descriptor, LevelTcp, MaxSegment, 1460);
            Set(descriptor, LevelSocket, ReceiveBuffer, 4096);
        }

        var address = stackalloc byte[16];
        Write(address, source, 0);
        Checked(NativeBind(descriptor, address, 16), "bind");
        Write(address, server.Address, server.Port);
        if (NativeConnect(descriptor, address, 16) < 0 && Marshal.GetLastPInvokeError() != InProgress)
        {
            Close(descriptor);
            return -1;
        }

        return descriptor;
    }

    /// <summary>True when the connection is established.</summary>
    public static bool IsConnected(int descriptor)
    {
        int error, size = sizeof(int);
        return NativeGetOption(descriptor, LevelSocket, SocketError, &error, &size) == 0 && error == 0;
    }

    /// <summary>Bytes read; 0 at the end of the stream or when it broke; -1 when there is nothing now.</summary>
    public static int Receive(int descriptor, Span<byte> into)
    {
        fixed (byte* start = into)
        {
            var got = (int)NativeReceive(descriptor, start, (nuint)into.Length, 0);
            if (got >= 0)
                return got;
            return Marshal.GetLastPInvokeError() is WouldBlock or Interrupted ? -1 : 0;
        }
    }

    /// <summary>False when the kernel did not accept all bytes: the stream is then broken in the middle of a frame.</summary>
    public static bool Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return NativeSend(descriptor, start, (nuint)bytes.Length, NoSignal) == bytes.Length;
    }

    public static void Close(int descriptor) => _ = NativeClose(descriptor);

    private static void Set(int descriptor, int level, int name, int value) =>
        Checked(NativeSetOption(descriptor, level, name, &value, sizeof(int)), "setsockopt");

    /// <summary>Writes a sockaddr_in (ip(7)).</summary>
    private static void Write(byte* into, IPAddress address, int port)
    {
        var bytes = new Span<byte>(into, 16);
        bytes.Clear();
        bytes[0] = InterNetwork;
        bytes[2] = (byte)(port >> 8);
        bytes[3] = (byte)port;
        address.TryWriteBytes(bytes[4..], out _);
    }

    private static int Checked(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int NativeSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int NativeBind(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int NativeConnect(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint NativeReceive(int descriptor, byte* into, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint NativeSend(int descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int NativeSetOption(int descriptor, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int NativeGetOption(int descriptor, int level, int name, int* value, int* length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int NativeClose(int descriptor);
}
