namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The persons and days of all stories.</summary>
internal static class Cast
{
    public static readonly Guid VeraId = Number(1);
    public static readonly Guid IvanId = Number(2);
    public static readonly Guid OlegId = Number(3);
    public static readonly Guid AnnaId = Number(4);
    public static readonly Guid BorisId = Number(5);
    public static readonly Guid RegionId = Number(9);

    /// <summary>Curator.</summary>
    public static readonly Actor Vera = new(VeraId, null, Role.Curator);

    /// <summary>Vera with a key of the head: another key, the same person.</summary>
    public static readonly Actor VeraAsHead = Vera with { Role = Role.Head };

    /// <summary>Head of the school.</summary>
    public static readonly Actor Ivan = new(IvanId, null, Role.Head);

    /// <summary>Initiator; does the work of the items.</summary>
    public static readonly Actor Oleg = new(OlegId, null, Role.Initiator);

    /// <summary>Auditor.</summary>
    public static readonly Actor Anna = new(AnnaId, null, Role.Auditor);

    /// <summary>The next curator.</summary>
    public static readonly Actor Boris = new(BorisId, null, Role.Curator);

    /// <summary>A regional system that acts for nobody.</summary>
    public static readonly Actor Region = new(null, RegionId, Role.Integrator);

    /// <summary>The regional system acting for Vera.</summary>
    public static readonly Actor RegionForVera = Region with { OnBehalfOf = VeraId };

    public static readonly Guid School = Number(49);
    public static readonly DateOnly Start = new(2021, 9, 1);
    public static readonly DateOnly Yesterday = new(2021, 10, 19);
    public static readonly DateOnly Today = new(2021, 10, 20);
    public static readonly DateOnly Tomorrow = new(2021, 10, 21);

    public static readonly TextReference Why = Text(1);

    /// <summary>The status of somebody whom the register knows: an adult without consents.</summary>
    public static readonly PersonStatus Present = new(
        1, [PersonKind.Teacher], Contour.Internal, AgeBand.OverThirtyFive, null, null, false, [], [], [], null, false, false,
        ErasureStatus.None);

    public static TextReference Text(int n) => new(Number(0x7e0000 + n), new string('e', 64));

    /// <summary>An id that ends in this number.</summary>
    public static Guid Number(int n) => new($"00000000-0000-4000-8000-{n:x12}");

    public static InstitutionalText Words(string text) => new(text);
}
