using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>A PostgreSQL of the server's own: made on first start, supervised while it runs, stopped with the server.
/// It listens on a Unix socket in a folder closed to other users, and on no network.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly PrivateClusterOptions _options;
    private readonly FileStream _lock;
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterSupervision _supervision;
    private Task _supervised = Task.CompletedTask;
    private int _ended;

    private PrivateCluster(PostgresBinaries binaries, ClusterFolder folder, PrivateClusterOptions options, FileStream held, ILogger log)
    {
        Binaries = binaries;
        Folder = folder;
        _options = options;
        _lock = held;
        Password = options.ListenPort is null ? null : RandomNumberGenerator.GetHexString(32, lowercase: true);
        _supervision = new ClusterSupervision(binaries, folder, options, Probe(), log);
    }

    public PostgresBinaries Binaries { get; }

    public ClusterFolder Folder { get; }

    /// <summary>A query was answered since PostgreSQL last started, and its postmaster lives.</summary>
    public bool IsUp => Current is ClusterState.Up && _supervision.Postmaster is { IsAlive: true };

    public ClusterState Current => _supervision.State;

    /// <summary>Raised on each change of <see cref="Current"/>, on the supervising thread: handlers return at once.</summary>
    public event Action<ClusterState> Changed
    {
        add => _supervision.Changed += value;
        remove => _supervision.Changed -= value;
    }

    /// <summary>For TCP only: what the roles have to show there, new at each start.</summary>
    internal string? Password { get; }

    internal Postmaster? Postmaster => _supervision.Postmaster;

    /// <summary>Makes the folder and the data when they are missing, then starts PostgreSQL, or adopts the one a killed server left running.
    /// Returns once a query was answered; a recovery after a crash is waited for.</summary>
    /// <exception cref="ClusterFaultException">Nothing was started; the fault says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, ILogger log, CancellationToken stop)
    {
        var binaries = options.Binaries ?? PostgresBinaries.Find() ?? throw new ClusterFaultException(ClusterFault.NoBinaries);
        var folder = new ClusterFolder(options.DataFolder);
        await folder.PrepareAsync(stop);

        var held = FolderLock.Take(folder);
        try
        {
            await DataDirectory.EnsureAsync(binaries, folder, stop);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }

        var cluster = new PrivateCluster(binaries, folder, options, held, log);
        try
        {
            await cluster.SuperviseAsync(stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>An Npgsql connection string over the socket, with the waits of <see cref="ConnectionTimeouts"/> and prepared statements.</summary>
    public string ConnectionString(string database, string user) =>
        Connection(Folder.SocketFolder, database, user, password: null);

    /// <summary>The same over TCP, for what stands between in a test; the cluster was started with a port, and
    /// <see cref="ClusterDatabase.EnsureAsync"/> has given the roles their password.</summary>
    public string TcpConnectionString(string database, string user) =>
        Connection("127.0.0.1", database, user, Password ?? throw new InvalidOperationException("The cluster listens on its socket only."));

    /// <summary>Stops PostgreSQL in order and waits until it is gone; another server may use the folder then.</summary>
    public ValueTask DisposeAsync() => EndAsync(postmaster => postmaster.StopAsync(OsProcessId.Signal.Interrupt));

    /// <summary>Without the checkpoint: for data about to be thrown away.</summary>
    internal ValueTask StopAtOnceAsync() => EndAsync(postmaster => postmaster.StopAsync(OsProcessId.Signal.Quit));

    /// <summary>As if this server had been killed: the lock is free, and PostgreSQL runs on without supervision.</summary>
    internal ValueTask AbandonAsync() => EndAsync(_ => Task.CompletedTask);

    private async Task SuperviseAsync(CancellationToken stop)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _supervised = Task.Run(() => _supervision.RunAsync(_stop.Token), CancellationToken.None);
        await _supervision.FirstUp.WaitAsync(stop);
    }

    private async ValueTask EndAsync(Func<Postmaster, Task> end)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        await _stop.CancelAsync();
        await _supervised;
        _supervision.State = new ClusterState.Stopping();
        if (Postmaster is { } postmaster)
        {
            await end(postmaster);
        }

        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        await _lock.DisposeAsync();
        _stop.Dispose();
    }

    // A program that ends without disposing still leaves no PostgreSQL behind.
    private void OnExit(object? sender, EventArgs e) => Postmaster?.Send(OsProcessId.Signal.Interrupt);

    private string Connection(string host, string database, string user, string? password) =>
        ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = _options.Port,
            Database = database,
            Username = user,
            Password = password,
            ApplicationName = "mentorshipflow",
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
        }).ConnectionString;

    private string Probe() =>
        new NpgsqlConnectionStringBuilder(Connection(Folder.SocketFolder, "postgres", DataDirectory.Superuser, password: null))
        {
            Pooling = false,
            Timeout = 2,
            CommandTimeout = 2,
        }.ConnectionString;
}
