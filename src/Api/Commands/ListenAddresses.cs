using System.Net;
using System.Net.Sockets;

namespace MentorshipFlow.Api.Commands;

/// <summary>The addresses for the server to listen on.</summary>
/// <param name="Urls">In Kestrel's format: separated by semicolons.</param>
internal sealed record ListenAddresses(string Urls)
{
    private IReadOnlyList<BindingAddress> Bindings { get; init; } = [];

    /// <exception cref="CommandFault">A part of the text is not an address.</exception>
    public static ListenAddresses Parse(string urls)
    {
        try
        {
            var parts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new(urls) { Bindings = [.. parts.Select(BindingAddress.Parse)] };
        }
        catch (FormatException)
        {
            throw new CommandFault(ExitCode.Usage, $"urls-invalid: {urls} is no list of addresses such as http://127.0.0.1:5080.");
        }
    }

    /// <summary>The same addresses and an additional one, which needs a separate port because its answers depend on the port.</summary>
    /// <exception cref="CommandFault">The server already listens on that port.</exception>
    public ListenAddresses Beside(Uri metrics) => Bindings.All(b => b.Port != metrics.Port)
        ? this with { Bindings = [.. Bindings, BindingAddress.Parse($"{metrics}")] }
        : throw new CommandFault(
            ExitCode.Usage, $"address-contradictory: MentorshipFlow__Metrics names port {metrics.Port} of the server itself.");

    /// <summary>Checks that each port is free, before anything is started or created.</summary>
    /// <exception cref="CommandFault">A port is in use, or this user may not open it.</exception>
    public void DemandFree()
    {
        foreach (var binding in Bindings.Where(b => !b.IsUnixPipe))
        {
            using var listener = new TcpListener(Host(binding), binding.Port);
            try
            {
                listener.Start();
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw InUse(binding.Port);
            }
            catch (SocketException refused)
            {
                throw new CommandFault(
                    ExitCode.PortInUse,
                    $"port-refused: this user may not listen on port {binding.Port} ({refused.SocketErrorCode}). "
                    + "Choose one from 1024 up with --port N.");
            }
        }
    }

    /// <summary>The fault when one of the ports is in use.</summary>
    public CommandFault InUse() => InUse(Bindings[0].Port);

    /// <summary>The address for a client on this machine.</summary>
    public static string Reachable(string url) =>
        url.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);

    private static CommandFault InUse(int port) => new(
        ExitCode.PortInUse,
        $"port-in-use: another program listens on port {port}. Choose another with --port N, or --port 0 for any free one.");

    // Like Kestrel: a host name that is not an address of this machine means all addresses.
    private static IPAddress Host(BindingAddress binding) =>
        binding.Host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(binding.Host.Trim('[', ']'), out var address) ? address
        : IPAddress.Any;
}
