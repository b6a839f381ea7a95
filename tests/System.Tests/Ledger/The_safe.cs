using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Ledger;

public sealed class The_safe : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mf-safe-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Gives_the_same_keys_to_servers_that_open_it_at_the_same_moment()
    {
        var opened = new Secrets[16];

        Parallel.For(0, opened.Length, new ParallelOptions { MaxDegreeOfParallelism = opened.Length },
            i => opened[i] = Secrets.Open(folder));

        Assert.All(opened, s => Assert.Equal(
            (Convert.ToHexString(opened[0].FingerprintKey), Convert.ToHexString(opened[0].VaultKey),
                Convert.ToHexString(opened[0].CheckpointKey)),
            (Convert.ToHexString(s.FingerprintKey), Convert.ToHexString(s.VaultKey), Convert.ToHexString(s.CheckpointKey))));
        Assert.Equal(Secrets.Files.Order(), Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("fingerprint.key", 0)]
    [InlineData("fingerprint.key", 31)]
    [InlineData("vault.key", 0)]
    public void Is_not_opened_with_a_truncated_key(string file, int length)
    {
        Secrets.Open(folder);
        File.WriteAllBytes(Path.Combine(folder, file), new byte[length]);

        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => Secrets.Open(folder)).Message, StringComparison.Ordinal);
    }
}
