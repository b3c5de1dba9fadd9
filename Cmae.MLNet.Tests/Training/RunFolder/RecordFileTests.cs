using System.Text;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Tests.Training.RunFolder;

[TestClass]
public sealed class RecordFileTests
{
    [TestMethod]
    public void WhatCannotBeWrittenIsWrittenWithTheNextRecordWithoutHalfRecordsBetween()
    {
        var disk = new FullDisk();
        var file = new RecordFile(disk);
        Assert.IsNull(file.Append("one;"u8));
        disk.IsFull = true;
        Assert.AreEqual("No space left", file.Append("two;"u8));
        Assert.AreEqual("No space left", file.Append("three;"u8));
        disk.IsFull = false;
        Assert.IsNull(file.Append("four;"u8));
        Assert.AreEqual("one;two;three;four;", Encoding.UTF8.GetString(disk.ToArray()));
    }

    [TestMethod]
    public void TheEndTriesOnceMoreAndThrowsNothing()
    {
        var disk = new FullDisk { IsFull = true };
        var file = new RecordFile(disk);
        file.Append("one;"u8);
        disk.IsFull = false;
        file.Dispose();
        Assert.AreEqual("one;", Encoding.UTF8.GetString(disk.ToArray()));
        using var full = new RecordFile(new FullDisk { IsFull = true });
        full.Append("one;"u8);
    }

    /// <summary>Takes half of what is written before it fails, as a disk does.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, IsFull ? count / 2 : count);
            if (IsFull)
                throw new IOException("No space left");
        }
    }
}
