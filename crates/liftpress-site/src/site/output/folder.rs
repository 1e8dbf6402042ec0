//! Accesses an output folder through a handle. All paths are opened relative to the handle and without following links, because
//! the folder may come from someone else.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsMaybeDirExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirBuilder, File, Metadata, OpenOptions};

use super::error::{LINK, OutputError, failed};

/// The way in which an output folder was chosen.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) enum Root<'r> {
    /// The user named the folder, so it may be a link.
    Named(&'r Path),
    /// The folder is the default one in the site. A link there may come from someone else, so it is not followed.
    Own { site: &'r Path, inside: &'r str },
}

/// The users who may read new files and folders, on systems with permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// The users that the umask allows.
    Anyone,
    /// Only the owner of the files and folders.
    Owner,
}

/// A folder. Paths within it are relative, with `/` on every system.
#[derive(Debug)]
pub(super) struct Folder {
    dir: Dir,
    /// The path of the folder in messages.
    shown: PathBuf,
}

impl Folder {
    /// Opens an output folder. Returns `None` if it does not exist.
    pub(super) fn open(root: Root<'_>, shown: &Path) -> Result<Option<Self>, OutputError> {
        match Self::try_open(root, shown) {
            Err(OutputError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        }
    }

    fn try_open(root: Root<'_>, shown: &Path) -> Result<Self, OutputError> {
        let named = |path| Dir::open_ambient_dir(path, ambient_authority()).map_err(|error| failed(shown, error));
        let dir = match root {
            Root::Named(path) => named(path)?,
            Root::Own { site, inside } => {
                let site = Self { dir: named(site)?, shown: shown_site(shown, inside) };
                site.refuse_obstacles(inside).map_err(|error| match error {
                    OutputError::Foreign { path, found: LINK } => {
                        OutputError::Linked { link: path, output: shown.display().to_string() }
                    }
                    error => error,
                })?;
                site.below(inside).map_err(|error| failed(shown, error))?
            }
        };
        Ok(Self { dir, shown: shown.to_path_buf() })
    }

    /// Opens an output folder, and creates it if it does not exist.
    pub(super) fn create(root: Root<'_>, shown: &Path) -> Result<Self, OutputError> {
        let created = match root {
            Root::Named(path) => Dir::create_ambient_dir_all(path, ambient_authority()),
            Root::Own { site, inside } => Dir::open_ambient_dir(site, ambient_authority()).and_then(|dir| {
                let site = Self { dir, shown: shown_site(shown, inside) };
                // If there is an obstacle, opening the folder below reports it.
                if site.obstacle(inside)?.is_some() { Ok(()) } else { site.create_folders(inside, Readers::Anyone) }
            }),
        };
        created.map_err(|error| failed(shown, error))?;
        Self::try_open(root, shown)
    }

    /// Returns the path of a file in messages.
    pub(super) fn shown(&self, file: &str) -> PathBuf {
        self.shown.join(file)
    }

    /// Returns the names of the entries in this folder, or in the given folder below it.
    pub(super) fn names(&self, folder: Option<&str>) -> io::Result<Vec<String>> {
        let below = folder.map(|folder| self.below(folder)).transpose()?;
        let entries = below.as_ref().unwrap_or(&self.dir).entries()?;
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    /// Returns the metadata of a path. For a link, this is the metadata of the link itself. Returns `None` if nothing is at the
    /// path.
    pub(super) fn found(&self, path: &str) -> io::Result<Option<Metadata>> {
        match self.at(path, |dir, name| dir.symlink_metadata(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            found => found.map(Some),
        }
    }

    /// Whether anything is at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.found(path).is_ok_and(|found| found.is_some())
    }

    /// Returns the metadata of an ordinary file; `None` for anything else.
    pub(super) fn file(&self, path: &str) -> Option<Metadata> {
        self.found(path).ok().flatten().filter(Metadata::is_file)
    }

    /// Reads an ordinary file of at most `largest` bytes. Opens no other kind of file, because opening a pipe can block.
    pub(super) fn read(&self, path: &str, largest: u64) -> io::Result<Vec<u8>> {
        self.at(path, |dir, name| {
            refuse_other_than_file(&dir.symlink_metadata(name)?)?;
            let file = dir.open_with(name, OpenOptions::new().read(true).follow(FollowSymlinks::No).nonblock(true))?;
            // The file may have been replaced since the first check.
            let found = file.metadata()?;
            refuse_other_than_file(&found)?;
            let too_large = || Err(other(&format!("it is larger than {} MiB", largest >> 20)));
            if found.len() > largest {
                return too_large();
            }
            let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
            file.take(largest + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > largest { too_large() } else { Ok(bytes) }
        })
    }

    /// Whether a folder exists at a path, and other users than its owner can open it.
    pub(super) fn is_open_to_others(&self, path: &str) -> bool {
        let found = self.found(path).ok().flatten();
        found.is_some_and(|folder| {
            #[cfg(unix)]
            return cap_std::fs::MetadataExt::mode(&folder) & 0o077 != 0;
            #[cfg(not(unix))]
            return folder.is_dir();
        })
    }

    /// Writes a new file, and fails if something is at its path. With `is_synced`, waits until the file is on the disk.
    pub(super) fn write_new(
        &self,
        path: &str,
        contents: &[u8],
        is_synced: bool,
        readers: Readers,
    ) -> io::Result<Metadata> {
        self.at(path, |dir, name| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            if readers == Readers::Owner {
                cap_std::fs::OpenOptionsExt::mode(&mut options, 0o600);
            }
            let mut file = dir.open_with(name, &options)?;
            file.write_all(contents)?;
            if is_synced {
                file.sync_all()?;
            }
            file.metadata()
        })
    }

    /// Opens an ordinary file to lock it, and creates it if it does not exist. Does not change its contents.
    pub(super) fn lock_file(&self, path: &str) -> io::Result<File> {
        self.at(path, |dir, name| {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false).follow(FollowSymlinks::No).nonblock(true);
            let file = dir.open_with(name, &options)?;
            refuse_other_than_file(&file.metadata()?)?;
            Ok(file)
        })
    }

    /// Creates a folder and its parents.
    pub(super) fn create_folders(&self, path: &str, readers: Readers) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        if readers == Readers::Owner {
            cap_std::fs::DirBuilderExt::mode(&mut builder, 0o700);
        }
        let mut below = None;
        for name in path.split('/') {
            let dir = below.as_ref().unwrap_or(&self.dir);
            below = Some(match dir.open_dir_nofollow(name) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    match dir.create_dir_with(name, &builder) {
                        // Another thread may have created it.
                        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                        _ => dir.open_dir_nofollow(name)?,
                    }
                }
                opened => opened?,
            });
        }
        Ok(())
    }

    /// Removes a file. A link is removed, not followed.
    pub(super) fn remove(&self, path: &str) -> io::Result<()> {
        self.at(path, |dir, name| dir.remove_file(name))
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.at(path, |dir, name| dir.remove_dir(name))
    }

    /// Removes a folder with everything in it. A link is removed, not followed.
    pub(super) fn remove_all(&self, path: &str) -> io::Result<()> {
        self.at(path, |dir, name| dir.remove_dir_all(name))
    }

    /// Moves a file, and replaces any file at the new path.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.at(from, |a, from| self.at(to, |b, to| a.rename(from, b, to)))
    }

    /// Gives a file a second name.
    pub(super) fn link(&self, from: &str, to: &str) -> io::Result<()> {
        self.at(from, |a, from| self.at(to, |b, to| a.hard_link(from, b, to)))
    }

    /// Exchanges two files in one step. Fails if the file system cannot do this.
    #[cfg(target_os = "linux")]
    pub(super) fn exchange_at_once(&self, a: &str, b: &str) -> io::Result<()> {
        self.rename_with(a, b, rustix::fs::RenameFlags::EXCHANGE)
    }

    /// Moves a file to an empty place in one step. Fails if the file system cannot do this.
    #[cfg(target_os = "linux")]
    pub(super) fn put_at_once(&self, from: &str, to: &str) -> io::Result<()> {
        self.rename_with(from, to, rustix::fs::RenameFlags::NOREPLACE)
    }

    #[cfg(target_os = "linux")]
    fn rename_with(&self, from: &str, to: &str, flags: rustix::fs::RenameFlags) -> io::Result<()> {
        use rustix::fs::renameat_with;
        self.at(from, |a, from| self.at(to, |b, to| Ok(renameat_with(a, from, b, to, flags)?)))
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn exchange_at_once(&self, _: &str, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn put_at_once(&self, _: &str, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Waits until the entries of this folder, or of the given folder below it, are on the disk. Does nothing on systems that
    /// cannot wait for folders.
    pub(super) fn sync(&self, folder: Option<&str>) -> io::Result<()> {
        if cfg!(unix) {
            let below = folder.map(|folder| self.below(folder)).transpose()?;
            let dir = below.as_ref().unwrap_or(&self.dir);
            dir.open_with(".", OpenOptions::new().read(true).maybe_dir(true))?.sync_all()?;
        }
        Ok(())
    }

    /// Fails if a part of this path exists and is not a folder.
    pub(super) fn refuse_obstacles(&self, path: &str) -> Result<(), OutputError> {
        let found = self.obstacle(path).map_err(|error| failed(&self.shown(path), error))?;
        found.map_or(Ok(()), |(part, found)| Err(OutputError::foreign(&self.shown(part), &found)))
    }

    /// Returns the first part of a path that exists and is not a folder, with its metadata.
    fn obstacle<'p>(&self, path: &'p str) -> io::Result<Option<(&'p str, Metadata)>> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for part in ends.map(|end| &path[..end]) {
            match self.found(part)? {
                None => break,
                Some(found) if !found.is_dir() => return Ok(Some((part, found))),
                Some(_) => {}
            }
        }
        Ok(None)
    }

    /// Calls `act` with the folder that contains the path, and the name in that folder.
    fn at<T>(&self, path: &str, act: impl FnOnce(&Dir, &str) -> io::Result<T>) -> io::Result<T> {
        match path.rsplit_once('/') {
            None => act(&self.dir, path),
            Some((folder, name)) => act(&self.below(folder)?, name),
        }
    }

    /// Opens a folder below this one, without following links.
    fn below(&self, folder: &str) -> io::Result<Dir> {
        #[cfg(target_os = "linux")]
        if let Some(found) = below_at_once(&self.dir, folder) {
            return found;
        }
        folder.split('/').try_fold(self.dir.try_clone()?, |dir, name| dir.open_dir_nofollow(name))
    }
}

/// Opens a folder in one step. Returns `None` if the kernel or a sandbox does not support this.
#[cfg(target_os = "linux")]
fn below_at_once(dir: &Dir, folder: &str) -> Option<io::Result<Dir>> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    match openat2(dir, folder, flags, Mode::empty(), ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS) {
        Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => None,
        opened => Some(opened.map(|fd| Dir::from_std_file(fd.into())).map_err(io::Error::from)),
    }
}

/// Returns the path in messages of the site to which an output folder belongs.
fn shown_site(shown: &Path, inside: &str) -> PathBuf {
    shown.ancestors().nth(inside.split('/').count()).unwrap_or(Path::new("")).to_path_buf()
}

fn refuse_other_than_file(found: &Metadata) -> io::Result<()> {
    if found.is_file() { Ok(()) } else { Err(other("it is not an ordinary file")) }
}

fn other(reason: &str) -> io::Error {
    io::Error::other(reason.to_owned())
}
